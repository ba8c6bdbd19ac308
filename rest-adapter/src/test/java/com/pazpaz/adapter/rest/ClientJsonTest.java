package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClientJsonTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());

    @ParameterizedTest
    @EnumSource(ClientField.class)
    void everyFieldOfTheRegistryGoesInAndComesOutUnchanged(ClientField field) {
        JsonValue value = switch (field.kind()) {
            case EMAIL -> Json.createValue("person@example.org");
            case DATE -> Json.createValue("1980-02-29");
            case TAGS -> Json.createArrayBuilder().add("a\"b").add("😀").build();
            case NAME, PHONE, TEXT -> Json.createValue("שלום 1");
        };
        JsonObject body = Json.createObjectBuilder(json("{'first_name': 'A', 'last_name': 'B'}"))
                .add(field.logicalName(), value)
                .build();

        JsonObject reply = ClientJson.toJson(register(body));

        assertThat(reply.get(field.logicalName())).isEqualTo(value);
    }

    @ParameterizedTest
    @EnumSource(ClientField.class)
    void aValueOfTheWrongTypeIsNamedAndNotRepeated(ClientField field) {
        JsonObject body = Json.createObjectBuilder(json("{'first_name': 'A', 'last_name': 'B'}"))
                .add(field.logicalName(), 4711)
                .build();

        assertThatThrownBy(() -> ClientJson.newClient(body))
                .isInstanceOfSatisfying(
                        InvalidClientException.class,
                        e -> assertThat(e.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.field()).isEqualTo(field.logicalName()))
                                .satisfies(violation ->
                                        assertThat(violation.message()).doesNotContain("4711")));
    }

    @Nested
    class AReply {

        @Test
        void showsAbsentValuesAsNull() {
            JsonObject reply = ClientJson.toJson(register(json("{'first_name': 'Ada', 'last_name': 'Test'}")));

            assertThat(reply.get("email")).isEqualTo(JsonValue.NULL);
            assertThat(reply.get("tags")).isEqualTo(JsonValue.NULL);
            assertThat(reply.get("next_appointment")).isEqualTo(JsonValue.NULL);
            assertThat(reply.getInt("appointment_count")).isZero();
            assertThat(reply.getString("full_name")).isEqualTo("Ada Test");
            assertThat(reply.getBoolean("is_active")).isTrue();
            assertThat(reply.getBoolean("consent_status")).isFalse();
        }

        @Test
        void showsTimesInUtc() {
            assertThat(ClientJson.time(Instant.ofEpochSecond(0, 1_000))).isEqualTo("1970-01-01T00:00:00.000001Z");
        }
    }

    @Nested
    class ARequest {

        @Test
        void ignoresMembersThatAreNotKnown() {
            Client client = register(json("{'first_name': 'A', 'last_name': 'B', 'shoe_size': 44, 'id': 'x'}"));

            assertThat(client.values()).containsOnlyKeys(ClientField.FIRST_NAME, ClientField.LAST_NAME);
        }

        @Test
        void clearsWithAnExplicitNull() {
            Client before = register(json("{'first_name': 'A', 'last_name': 'B', 'notes': 'x', 'phone': '1'}"));

            Client after = before.edit(ClientJson.changes(json("{'notes': null}")), Instant.EPOCH);

            assertThat(after.value(ClientField.NOTES)).isEmpty();
            assertThat(after.value(ClientField.PHONE)).isPresent();
        }

        @Test
        void mayNotClearWhatIsRequired() {
            assertBreaks(() -> ClientJson.changes(json("{'last_name': null}")), "last_name", "must be given");
        }

        @Test
        void mustHoldTrueOrFalseAsAFlag() {
            assertBreaks(() -> ClientJson.changes(json("{'is_active': 'yes'}")), "is_active", "must be true or false");
            assertBreaks(
                    () -> ClientJson.changes(json("{'consent_status': null}")),
                    "consent_status",
                    "must be true or false");
        }

        @Test
        void mustHoldTagsThatAreStrings() {
            assertBreaks(() -> ClientJson.changes(json("{'tags': ['a', 1]}")), "tags", "must be an array of strings");
        }
    }

    private static void assertBreaks(ThrowingCallable reading, String field, String message) {
        assertThatThrownBy(reading)
                .isInstanceOfSatisfying(
                        InvalidClientException.class,
                        e -> assertThat(e.violations()).containsExactly(new Violation(field, message)));
    }

    private static Client register(JsonObject body) {
        return Client.register(WORKSPACE, ClientJson.newClient(body), Instant.EPOCH);
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
            return reader.readObject();
        }
    }
}
