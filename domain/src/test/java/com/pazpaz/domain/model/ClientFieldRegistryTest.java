package com.pazpaz.domain.model;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.Phi;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be done for a new field, and what may never be done to an old one. A failure names the field. */
class ClientFieldRegistryTest {

    /** As the API documents them: kind, length, whether a client must have it, and whether it is clinical. Add a new field here. */
    private static final Map<String, String> DOCUMENTED = Map.ofEntries(
            Map.entry("first_name", "NAME 255 required"),
            Map.entry("last_name", "NAME 255 required"),
            Map.entry("email", "EMAIL 255"),
            Map.entry("phone", "PHONE 50"),
            Map.entry("date_of_birth", "DATE 10"),
            Map.entry("address", "TEXT 1000"),
            Map.entry("medical_history", "TEXT 100000 clinical"),
            Map.entry("emergency_contact_name", "NAME 255"),
            Map.entry("emergency_contact_phone", "PHONE 50"),
            Map.entry("notes", "TEXT 10000 clinical"),
            Map.entry("tags", "TAGS 100"));

    @Test
    void isTheListThatTheApiDocuments() {
        Map<String, String> registered = Arrays.stream(ClientField.values())
                .collect(toMap(
                        ClientField::logicalName,
                        field -> field.kind() + " " + field.maxLength() + (field.required() ? " required" : "")
                                + (field.clinical() ? " clinical" : "")));

        assertThat(registered)
                .as("ClientField and DOCUMENTED in this test. A new field goes into both; a field that is stored"
                        + " somewhere is never renamed or taken out: its ciphertexts are bound to its name")
                .containsExactlyInAnyOrderEntriesOf(DOCUMENTED);
    }

    @Nested
    class ALogicalName {

        @ParameterizedTest
        @EnumSource
        void isThatOfTheConstantInSnakeCase(ClientField field) {
            assertThat(field.logicalName())
                    .as("the logical name of ClientField.%s", field)
                    .isEqualTo(field.name().toLowerCase(Locale.ROOT))
                    .as("fits the two-byte length in which it is bound, and a column of PostgreSQL")
                    .hasSizeLessThanOrEqualTo(63);
        }

        @ParameterizedTest
        @EnumSource
        void findsItsField(ClientField field) {
            assertThat(ClientField.named(field.logicalName())).contains(field);
        }

        @Test
        void ofNoFieldFindsNone() {
            assertThat(ClientField.named("FIRST_NAME")).isEmpty();
            assertThat(ClientField.named("is_active")).isEmpty();
        }

        @Test
        void belongsToOneFieldOnly() {
            assertThatNoException()
                    .as("two constants of ClientField have the same logical name")
                    .isThrownBy(() -> Arrays.stream(ClientField.values())
                            .collect(toMap(ClientField::logicalName, Function.identity())));
        }
    }

    @Nested
    class AValue {

        @ParameterizedTest
        @EnumSource
        void canBeGiven(ClientField field) {
            assertThat(Clients.registered(Clients.caller().workspace(), Clients.withEveryField())
                            .values())
                    .as("ClientField.%s: Clients.withEveryField() gives no value for it", field)
                    .containsKey(field);
        }

        @ParameterizedTest
        @EnumSource
        void isReadBackAsTheTypeInWhichItWasGiven(ClientField field) {
            Phi given = Clients.registered(Clients.caller().workspace(), Clients.withEveryField())
                    .value(field)
                    .orElseThrow();

            assertThat(Phi.of(field, given.reveal()))
                    .as("ClientField.%s: Phi.of makes another type of it than ClientChanges", field)
                    .isEqualTo(given);
        }

        @ParameterizedTest
        @EnumSource
        void isEncrypted(ClientField field) {
            EncryptedClient stored = new FakeEncryption()
                    .encrypt(Clients.registered(Clients.caller().workspace(), Clients.withEveryField()), 1);

            assertThat(stored.fields())
                    .as("ClientField.%s does not arrive in EncryptedClient", field)
                    .containsKey(field);
        }
    }
}
