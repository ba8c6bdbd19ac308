package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadRequestsIT extends EndToEndTest {

    /** Stands in every bad body, and may come back in none of the answers. */
    private static final String SUBMITTED = "Submitted4711";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"first_name\":\"Submitted4711",
                "400 | [\"Submitted4711\"]",
                "400 | {\"first_name\":\"A\",\"last_name\":\"B\"}{\"notes\":\"Submitted4711\"}",
                "400 | \"Submitted4711\"",
                "400 | ``",
                "422 | {\"last_name\":\"Submitted4711\"}",
                "422 | {\"first_name\":\"Submitted4711\",\"last_name\":4711}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"email\":\"Submitted4711\"}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"date_of_birth\":\"Submitted4711\"}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"date_of_birth\":\"2999-01-01\"}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"tags\":\"Submitted4711\"}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"notes\":\"\\ud800\"}",
                "422 | {\"first_name\":\"A\",\"last_name\":\"B\",\"is_active\":\"Submitted4711\"}",
            })
    void aBadBodyIsRefusedAndNotRepeated(int status, String body) {
        ApiCaller therapist = someone();

        Reply reply = therapist.post("/clients", body);

        assertIsProblem(reply, status);
        assertThat(therapist.list("")).isEmpty();
    }

    @Test
    void aValueThatIsTooLongIsRefused() {
        Reply reply = someone().post("/clients", "{\"first_name\":\"" + "x".repeat(256) + "\",\"last_name\":\"B\"}");

        assertIsProblem(reply, 422);
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo("first_name");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] body = "{\"first_name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertIsProblem(someone().post("/clients", "application/json", BodyPublishers.ofByteArray(body)), 400);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        assertIsProblem(someone().post("/clients", "text/plain", BodyPublishers.ofString(SUBMITTED)), 415);
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, page",
        "page=x, page",
        "page_size=101, page_size",
        "page_size=0, page_size",
        "include_inactive=Submitted4711, include_inactive"
    })
    void aBadQueryIsRefusedByTheNameOfTheParameter(String query, String field) {
        Reply reply = someone().get("/clients?" + query);

        assertIsProblem(reply, 422);
        assertThat(reply.json().getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }

    @Test
    void anIdThatIsNoneIsUnknown() {
        assertIsProblem(someone().get("/clients/" + SUBMITTED), 404);
        assertIsProblem(ApiCaller.sendTo("/" + SUBMITTED, ApiCaller.request().GET()), 404);
    }

    @Test
    void aRoleThatMayNotSeeClientsIsRefused() {
        ApiCaller officer = caller(UUID.randomUUID(), List.of("security-officer"));

        assertIsProblem(officer.get("/clients"), 403);
    }

    private static void assertIsProblem(Reply reply, int status) {
        assertIsProblem(reply, status, SUBMITTED);
    }
}
