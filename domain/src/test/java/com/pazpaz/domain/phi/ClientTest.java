package com.pazpaz.domain.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientTest {

    private static final Instant LATER = Clients.NOW.plusSeconds(60);

    @Nested
    class ANewClient {

        private final WorkspaceId workspace = Clients.caller().workspace();

        @Test
        void isActiveWithoutConsentAndEditedOnce() {
            ClientHeader header = Clients.registered(workspace, Clients.named("Tuvia", "Testovsky"))
                    .header();

            assertThat(header)
                    .isEqualTo(new ClientHeader(workspace, header.id(), false, true, 1, Clients.NOW, Clients.NOW));
        }

        @Test
        void hasTheConsentAndActivityThatWereAskedFor() {
            ClientHeader header = Clients.registered(
                            workspace,
                            Clients.changes().consentStatus(true).active(false).build())
                    .header();

            assertThat(header.consentStatus()).isTrue();
            assertThat(header.active()).isFalse();
        }

        @Test
        void hasAnIdOfItsOwn() {
            assertThat(Clients.registered().id())
                    .isNotEqualTo(Clients.registered().id());
        }

        @Test
        void hasTheValuesThatWereGivenAndNoOthers() {
            Client client = Clients.registered(workspace, Clients.named("Tuvia", "Testovsky"));

            assertThat(client.values())
                    .containsOnly(
                            Map.entry(ClientField.FIRST_NAME, new PersonName("Tuvia")),
                            Map.entry(ClientField.LAST_NAME, new PersonName("Testovsky")));
            assertThat(client.value(ClientField.NOTES)).isEmpty();
        }
    }

    @Nested
    class AnEdit {

        private final Client before = Clients.registered(
                Clients.caller().workspace(),
                Clients.changes()
                        .set(ClientField.FIRST_NAME, "Tuvia")
                        .set(ClientField.LAST_NAME, "Testovsky")
                        .set(ClientField.NOTES, "made up")
                        .consentStatus(true)
                        .build());

        @Test
        void setsAndClearsWhatWasAskedForAndKeepsTheRest() {
            Client after = before.edit(
                    Clients.changes()
                            .set(ClientField.PHONE, "050-0000000")
                            .clear(ClientField.NOTES)
                            .build(),
                    LATER);

            assertThat(after.values())
                    .containsOnly(
                            Map.entry(ClientField.FIRST_NAME, new PersonName("Tuvia")),
                            Map.entry(ClientField.LAST_NAME, new PersonName("Testovsky")),
                            Map.entry(ClientField.PHONE, new PhoneNumber("050-0000000")));
            assertThat(after.header()).isEqualTo(before.header().edited(true, true, LATER));
        }

        @Test
        void mayChangeConsentAndActivity() {
            Client after = before.edit(
                    Clients.changes().consentStatus(false).active(false).build(), LATER);

            assertThat(after.header()).isEqualTo(before.header().edited(false, false, LATER));
            assertThat(after.values()).isEqualTo(before.values());
        }

        @Test
        void leavesTheEarlierClientAsItWas() {
            before.edit(Clients.changes().clear(ClientField.NOTES).build(), LATER);

            assertThat(before.value(ClientField.NOTES)).contains(new FreeText("made up"));
            assertThat(before.header().edits()).isEqualTo(1);
        }
    }

    @Nested
    class ThePlaceInTheList {

        private final Client client = Clients.registered();

        private boolean isKeptBy(ClientChanges changes) {
            return client.edit(changes, LATER).isListedLike(client);
        }

        @Test
        void isKeptByChangesOfAnythingButNamesAndActivity() {
            assertThat(isKeptBy(Clients.changes()
                            .set(ClientField.NOTES, "made up")
                            .consentStatus(true)
                            .build()))
                    .isTrue();
        }

        @Test
        void isLostByAnotherNameOrActivity() {
            assertThat(isKeptBy(Clients.changes()
                            .set(ClientField.FIRST_NAME, "Dana")
                            .build()))
                    .isFalse();
            assertThat(isKeptBy(
                            Clients.changes().set(ClientField.LAST_NAME, "Demo").build()))
                    .isFalse();
            assertThat(isKeptBy(ClientChanges.activity(false))).isFalse();
        }
    }

    @Test
    void keepsItsValuesWhateverBecomesOfTheMapThatWasGiven() {
        Client original = Clients.registered();
        var given = new EnumMap<>(original.values());
        var client = new Client(original.header(), given);

        given.clear();

        assertThat(client.values()).isEqualTo(original.values()).isNotEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.values().clear());
    }

    @Test
    void isPrintedAsItsIdAlone() {
        Client client = Clients.registered();

        assertThat(client).hasToString("Client[" + client.id() + ", redacted]");
    }
}
