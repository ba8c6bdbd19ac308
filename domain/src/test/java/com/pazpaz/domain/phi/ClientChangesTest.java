package com.pazpaz.domain.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientChangesTest {

    private static final Map<ClientField, Phi> NOTHING = Map.of();

    private static void assertViolations(ClientChanges.Builder builder, Violation... expected) {
        assertThatExceptionOfType(InvalidClientException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.violations()).containsExactly(expected));
    }

    @Nested
    class MadeToAClient {

        @Test
        void setWhatWasGiven() {
            ClientChanges changes = Clients.changes()
                    .set(ClientField.EMAIL, "tuvia@example.org")
                    .set(ClientField.TAGS, List.of("made up"))
                    .build();

            assertThat(changes.appliedTo(NOTHING))
                    .containsOnly(
                            Map.entry(ClientField.EMAIL, new EmailAddress("tuvia@example.org")),
                            Map.entry(ClientField.TAGS, Tags.of(List.of("made up"))));
        }

        @Test
        void clearWhatWasClearedAndLeaveWhatWasNotNamed() {
            Map<ClientField, Phi> before =
                    Map.of(ClientField.NOTES, new FreeText("made up"), ClientField.PHONE, new PhoneNumber("050"));

            assertThat(Clients.changes().clear(ClientField.NOTES).build().appliedTo(before))
                    .containsOnly(Map.entry(ClientField.PHONE, new PhoneNumber("050")));
        }

        @Test
        void keepTheEmptyTextApartFromNothing() {
            assertThat(Clients.changes().set(ClientField.NOTES, "").build().appliedTo(NOTHING))
                    .containsEntry(ClientField.NOTES, new FreeText(""));
        }

        @Test
        void letTheLastWordOnAFieldCount() {
            ClientChanges changes = Clients.changes()
                    .set(ClientField.NOTES, "first")
                    .set(ClientField.NOTES, "last")
                    .build();

            assertThat(changes.appliedTo(NOTHING)).containsEntry(ClientField.NOTES, new FreeText("last"));
        }

        @Test
        void areNotChangedByWhatTheirBuilderIsToldLater() {
            var builder = Clients.changes().set(ClientField.NOTES, "first");
            ClientChanges changes = builder.build();

            builder.set(ClientField.NOTES, "last").clear(ClientField.PHONE);

            assertThat(changes.appliedTo(NOTHING)).containsEntry(ClientField.NOTES, new FreeText("first"));
        }
    }

    @Nested
    class OfPlainMembers {

        @Test
        void areEmptyUnlessAskedFor() {
            ClientChanges changes = Clients.changes().build();

            assertThat(changes.active()).isEmpty();
            assertThat(changes.consentStatus()).isEmpty();
        }

        @Test
        void carryWhatWasAskedFor() {
            ClientChanges changes =
                    Clients.changes().consentStatus(true).active(false).build();

            assertThat(changes.consentStatus()).contains(true);
            assertThat(changes.active()).contains(false);
        }

        @Test
        void mayBeActivityAlone() {
            ClientChanges changes = ClientChanges.activity(true);

            assertThat(changes.active()).contains(true);
            assertThat(changes.consentStatus()).isEmpty();
            assertThat(changes.appliedTo(NOTHING)).isEmpty();
        }
    }

    @Nested
    class ThatBreakRules {

        @Test
        void areRefusedWithEveryComplaintInOrder() {
            assertViolations(
                    Clients.changes()
                            .set(ClientField.EMAIL, "nobody")
                            .set(ClientField.DATE_OF_BIRTH, "2030-06-16")
                            .set(ClientField.TAGS, List.of("x".repeat(101)))
                            .reject("is_active", "must be true or false"),
                    new Violation("email", "must be an e-mail address"),
                    new Violation("date_of_birth", "must not be in the future"),
                    new Violation("tags", "must have entries of at most 100 characters"),
                    new Violation("is_active", "must be true or false"));
        }

        @Test
        void areRefusedWhenTheyClearWhatAClientMustHave() {
            assertViolations(
                    Clients.changes().clear(ClientField.FIRST_NAME), new Violation("first_name", "must be given"));
        }

        @Test
        void areRefusedWhenANewClientLacksWhatItMustHave() {
            assertViolations(
                    Clients.changes().set(ClientField.LAST_NAME, "Testovsky").requireAll(),
                    new Violation("first_name", "must be given"));
        }

        @Test
        void areBlamedOnceForAFieldThatIsWrongAndRequired() {
            assertViolations(
                    Clients.changes()
                            .set(ClientField.FIRST_NAME, " ")
                            .clear(ClientField.LAST_NAME)
                            .requireAll(),
                    new Violation("first_name", "must not be blank"),
                    new Violation("last_name", "must be given"));
        }

        @Test
        void mayLackFieldsWhenNotAllAreRequired() {
            assertThat(Clients.changes().build().appliedTo(NOTHING)).isEmpty();
        }
    }

    @Test
    void takeAListForAListOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clients.changes().set(ClientField.NOTES, List.of("x")))
                .withMessage("notes does not hold a list");
    }
}
