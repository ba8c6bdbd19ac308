package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClientsIT extends EndToEndTest {

    @Test
    void aClientIsRegisteredShownChangedArchivedAndRestored() {
        ApiCaller therapist = someone();

        Reply created = therapist.post("/clients", FIRST_NAME_AND_LAST_NAME);
        String path = "/clients/" + created.json().getString("id");
        Reply changed = therapist.put(path, "{\"phone\":\"+1 555 0100\",\"consent_status\":true}");
        Reply archived = therapist.delete(path);
        JsonObject shown = therapist.get(path).json();
        Reply restored = therapist.post(path + "/restore", "");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).endsWith(path);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(changed.json().getString("phone")).isEqualTo("+1 555 0100");
        assertThat(changed.json().getString("first_name")).isEqualTo("Example");
        assertThat(archived.status()).isEqualTo(204);
        assertThat(shown.getBoolean("is_active")).isFalse();
        assertThat(restored.json().getBoolean("is_active")).isTrue();
    }

    @Test
    void everyScriptAndTheLongestHistoryComeBackUnchanged() {
        ApiCaller therapist = someone();
        JsonObject sent = Json.createObjectBuilder()
                .add("first_name", "שָׂרָה 😀\u0000")
                .add("last_name", "عبد اللطيف 李小龍 Zoe\u0308")
                .add("email", "person@example.org")
                .add("date_of_birth", "1980-02-29")
                .add("medical_history", "\u05d0😀\r\n\t\u0001x".repeat(14_285))
                .add("notes", "")
                .add("tags", Json.createArrayBuilder().add("a;b").add("\"quoted\""))
                .build();

        JsonObject shown = therapist.view(therapist.register(sent.toString()));

        sent.forEach((member, value) -> assertThat(shown.get(member)).as(member).isEqualTo(value));
        assertThat(shown.get("address")).isEqualTo(JsonValue.NULL);
    }

    @Test
    void aListIsInOrderOfNamesWhateverTheirCaseAndAccents() {
        ApiCaller therapist = someone();
        for (String last : List.of("Zimmer", "Łukasz", "éclair", "Dov", "Eden", "ächter", "בן", "李")) {
            therapist.register("{\"first_name\":\"A\",\"last_name\":\"" + last + "\"}");
        }

        List<String> names = therapist.list("").stream()
                .map(item -> item.asJsonObject().getString("last_name"))
                .toList();

        assertThat(names).containsExactly("ächter", "Dov", "éclair", "Eden", "Łukasz", "Zimmer", "בן", "李");
    }

    @Test
    void aListHasPagesAndLeavesOutTheArchived() {
        ApiCaller therapist = someone();
        for (int i = 0; i < 5; i++) {
            therapist.register("{\"first_name\":\"A\",\"last_name\":\"B" + i + "\"}");
        }
        String archived = therapist.register("{\"first_name\":\"A\",\"last_name\":\"C\"}");
        therapist.delete("/clients/" + archived);

        JsonObject second = therapist.get("/clients?page=2&page_size=2").json();

        assertThat(second.getInt("total")).isEqualTo(5);
        assertThat(second.getInt("total_pages")).isEqualTo(3);
        assertThat(second.getJsonArray("items").getJsonObject(0).getString("last_name"))
                .isEqualTo("B2");
        assertThat(therapist.list("?include_inactive=true")).hasSize(6);
        assertThat(therapist.list("?page=9")).isEmpty();
    }

    @Test
    void aSearchFindsWordsOfTheNameAndTheEmailAddress() {
        ApiCaller therapist = someone();
        therapist.register("{\"first_name\":\"Zoë\",\"last_name\":\"van Dyke\",\"email\":\"zoe@example.org\"}");
        therapist.register(FIRST_NAME_AND_LAST_NAME);

        assertThat(therapist.list("?search=dy%20zoe")).hasSize(1);
        assertThat(therapist.list("?search=ZOE@example.org")).hasSize(1);
        assertThat(therapist.list("?search=nobody")).isEmpty();
    }

    @Test
    void anEditOfSomethingThatWasEditedMeanwhileIsRefused() {
        ApiCaller therapist = someone();
        String path = "/clients/" + therapist.register(FIRST_NAME_AND_LAST_NAME);
        therapist.put(path, "{\"notes\":\"first\"}", "If-Match", "\"1\"");

        Reply late = therapist.put(path, "{\"notes\":\"second\"}", "If-Match", "\"1\"");

        assertThat(late.status()).isEqualTo(412);
        assertThat(therapist.get(path).json().getString("notes")).isEqualTo("first");
    }

    @Test
    void anotherWorkspacesClientIsAsUnknownAsOneThatDoesNotExist() {
        String id = someone().register(FIRST_NAME_AND_LAST_NAME);
        ApiCaller stranger = someone();

        Reply foreign = stranger.get("/clients/" + id);
        Reply unknown = stranger.get("/clients/" + UUID.randomUUID());

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(withoutRequestId(foreign)).isEqualTo(withoutRequestId(unknown));
        assertThat(stranger.put("/clients/" + id, "{}").status()).isEqualTo(404);
        assertThat(stranger.delete("/clients/" + id).status()).isEqualTo(404);
        assertThat(stranger.list("")).isEmpty();
    }

    @Test
    void anImportStoresTheValidRowsAndReportsTheOthers() {
        ApiCaller therapist = someone();
        String csv = "first_name,last_name,notes,tags\nA,B,\"line 1\nline 2\",x;y\n,C,,\nD,E,,\n";

        JsonObject report = therapist
                .post("/clients/import", "text/csv", BodyPublishers.ofString(csv))
                .json();
        String export = therapist.get("/clients/export").body();

        assertThat(report.getInt("accepted")).isEqualTo(2);
        assertThat(report.getInt("rejected")).isEqualTo(1);
        assertThat(report.getJsonArray("errors").getJsonObject(0).getInt("line"))
                .isEqualTo(4);
        assertThat(export.lines()).hasSize(2);
        assertThat(export).contains("line 1\\nline 2");
    }

    private static JsonObject withoutRequestId(Reply reply) {
        return Json.createObjectBuilder(reply.json()).remove("request_id").build();
    }
}
