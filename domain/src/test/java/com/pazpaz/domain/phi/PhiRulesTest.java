package com.pazpaz.domain.phi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.ClientField;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiRulesTest {

    private static final String EMOJI = "\uD83E\uDDD8";

    private static Optional<String> complaint(ClientField field, String text) {
        return PhiRules.complaint(field, text, Clients.TODAY);
    }

    @Nested
    class AnEmailAddress {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a@b.co",
                    "tuvia.testovsky+therapy@example.org",
                    "o'made-up@mail.example.co.uk",
                    "!#$%&*/=?^_`{|}~-@example.org",
                    "דנה@דוגמה.ישראל",
                    "δοκιμή@παράδειγμα.ελ",
                    "用户@例子.中国",
                    "jose\u0301@example.org",
                    "name@1-2-3.example",
                    "name@xn--9dbq2a.example",
                    "नाम@उदाहरण.भारत"
                })
        void isAccepted(String text) {
            assertThat(complaint(ClientField.EMAIL, text)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "@",
                    "tuvia",
                    "@example.org",
                    "tuvia@",
                    "tuvia@example",
                    "tuvia@.org",
                    "tuvia@example.",
                    "tuvia@example..org",
                    "tuvia@-example.org",
                    "tuvia@example-.org",
                    "tuvia@example.org-",
                    "tuvia@exa_mple.org",
                    "tuvia@@example.org",
                    "a@b@example.org",
                    "two words@example.org",
                    "tuvia@example.org ",
                    " tuvia@example.org",
                    "tuvia@example.org\n",
                    "Tuvia <tuvia@example.org>",
                    "tuvia@example.org,dana@example.org",
                    "tuvia(comment)@example.org"
                })
        void isRefused(String text) {
            assertThat(complaint(ClientField.EMAIL, text)).contains("must be an e-mail address");
        }

        @Test
        void mayHaveAsManyCharactersAsTheFieldTakes() {
            String domain = "@example.org";

            assertThat(complaint(ClientField.EMAIL, "a".repeat(255 - domain.length()) + domain))
                    .isEmpty();
            assertThat(complaint(ClientField.EMAIL, "a".repeat(256 - domain.length()) + domain))
                    .contains("must have at most 255 characters");
        }

        /** A pattern that backtracks would need longer for these than anybody waits. */
        @ParameterizedTest
        @ValueSource(strings = {"a", "a.", "-", "a-", "a@", "a-.", "\u0301", "a@a-"})
        void isJudgedInOnePassHoweverHostile(String part) {
            String hostile = part.repeat(254 / part.length());

            assertThat(complaint(ClientField.EMAIL, hostile)).contains("must be an e-mail address");
            assertThat(complaint(ClientField.EMAIL, "a@" + hostile.substring(2) + "!"))
                    .contains("must be an e-mail address");
        }

        @Test
        void isRefusedForItsLengthBeforeItsShapeIsLookedAt() {
            String endless = "a@" + "a-a.".repeat(1_000_000);

            assertThat(complaint(ClientField.EMAIL, endless)).contains("must have at most 255 characters");
        }
    }

    @Nested
    class ADate {

        @ParameterizedTest
        @ValueSource(strings = {"1900-01-01", "2000-02-29", "2030-06-14", "2030-06-15"})
        void upToTodayIsAccepted(String text) {
            assertThat(complaint(ClientField.DATE_OF_BIRTH, text)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"2030-06-16", "2030-07-01", "9999-12-31"})
        void inTheFutureIsRefused(String text) {
            assertThat(complaint(ClientField.DATE_OF_BIRTH, text)).contains("must not be in the future");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "1984",
                    "1984-2-9",
                    "84-02-09",
                    "09/02/1984",
                    "1984-02-30",
                    "1985-02-29",
                    "1984-13-01",
                    "1984-00-10",
                    "1984-01-00",
                    "-984-01-01",
                    "+984-01-01",
                    "1984-01-1 ",
                    " 984-01-01",
                    "١٩٨٤-٠١-٠١",
                    "1984-01-1\n"
                })
        void inAnotherFormOrOfNoCalendarIsRefused(String text) {
            assertThat(complaint(ClientField.DATE_OF_BIRTH, text)).contains("must be a date, YYYY-MM-DD");
        }

        @ParameterizedTest
        @ValueSource(strings = {"+10000-01-01", "1984-01-01T00:00"})
        void ofMoreCharactersIsRefused(String text) {
            assertThat(complaint(ClientField.DATE_OF_BIRTH, text)).contains("must have at most 10 characters");
        }
    }

    @Nested
    class AName {

        @ParameterizedTest
        @ValueSource(strings = {"T", "תוביה", "O'Made-Up", "מרים בת-שבע", "José", "山田", EMOJI, " x "})
        void isAcceptedAsThePersonWritesIt(String text) {
            assertThat(complaint(ClientField.FIRST_NAME, text)).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t\r\n", "\u00A0", "\u2003\u3000", "\u200B", "\u200E\u200F", "\uFEFF"})
        void thatShowsNothingIsRefused(String text) {
            assertThat(complaint(ClientField.LAST_NAME, text)).contains("must not be blank");
        }

        @ParameterizedTest
        @EnumSource(names = {"PHONE", "ADDRESS", "NOTES", "EMERGENCY_CONTACT_NAME"})
        void isTheOnlyThingThatMustNotBeBlank(ClientField field) {
            assertThat(complaint(field, "")).isEmpty();
            assertThat(complaint(field, " ")).isEmpty();
        }
    }

    @Nested
    class ALength {

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"EMAIL", "DATE_OF_BIRTH", "TAGS"})
        void isCountedInCharactersAndNotInHalvesOfThem(ClientField field) {
            assertThat(complaint(field, EMOJI.repeat(field.maxLength()))).isEmpty();
            assertThat(complaint(field, EMOJI.repeat(field.maxLength()) + "x"))
                    .contains("must have at most " + field.maxLength() + " characters");
        }
    }

    @Nested
    class UnicodeThatIsNotWellFormed {

        @ParameterizedTest
        @ValueSource(
                strings = {"\uD83E", "\uDDD8", "\uDDD8\uD83E", "x\uD83Ex", "x\uD83E\uD83E\uDDD8", "x\uDFFF", "\uDBFF"})
        void isRefusedBecauseUtf8WouldLoseIt(String text) {
            assertThat(complaint(ClientField.FIRST_NAME, text)).contains("must be valid Unicode text");
            assertThat(complaint(ClientField.NOTES, text)).contains("must be valid Unicode text");
            assertThat(PhiRules.complaint(ClientField.TAGS, List.of("fine", text)))
                    .contains("must be valid Unicode text");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\u0000", "\uFFFF", "\uE000", "\uD7FF", EMOJI})
        void isNotWhatIsMerelyUnusual(String text) {
            assertThat(complaint(ClientField.NOTES, text)).isEmpty();
        }
    }

    @Nested
    class AListOfLabels {

        @Test
        void isAcceptedUpToItsBounds() {
            List<String> labels = Collections.nCopies(50, EMOJI.repeat(100));

            assertThat(PhiRules.complaint(ClientField.TAGS, labels)).isEmpty();
            assertThat(PhiRules.complaint(ClientField.TAGS, List.of())).isEmpty();
        }

        @Test
        void isRefusedWithTooManyEntries() {
            assertThat(PhiRules.complaint(ClientField.TAGS, Collections.nCopies(51, "x")))
                    .contains("must have at most 50 entries");
        }

        @Test
        void isRefusedWithATooLongEntry() {
            assertThat(PhiRules.complaint(ClientField.TAGS, List.of("fine", "x".repeat(101))))
                    .contains("must have entries of at most 100 characters");
        }

        @Test
        void isNeverJudgedAsAText() {
            assertThatIllegalArgumentException().isThrownBy(() -> complaint(ClientField.TAGS, "[]"));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TAGS")
    void aComplaintNeverQuotesTheValue(ClientField field) {
        String canary = "CANARY-4711";

        assertThat(complaint(field, canary.repeat(20_000)))
                .hasValueSatisfying(message -> assertThat(message).doesNotContain("CANARY", "4711"));
    }
}
