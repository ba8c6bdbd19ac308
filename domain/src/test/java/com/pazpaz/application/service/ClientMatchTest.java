package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.FreeText;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMatchTest {

    private final Client client = Clients.registered(
            Clients.caller().workspace(),
            Clients.changes()
                    .set(ClientField.FIRST_NAME, "José Tuvia")
                    .set(ClientField.LAST_NAME, "Testovsky-Demo")
                    .set(ClientField.EMAIL, "Tuvia.T@example.org")
                    .set(ClientField.PHONE, "(050) 123-45 67")
                    .set(ClientField.DATE_OF_BIRTH, "1984-02-29")
                    .set(ClientField.NOTES, "secretive")
                    .set(ClientField.ADDRESS, "Made-up street 5")
                    .build());

    private boolean isFound(String search) {
        return new ClientMatch(new FreeText(search)).test(client);
    }

    @Nested
    class ByName {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "José",
                    "jose",
                    "JOS",
                    "tuv",
                    "testovsky-demo",
                    "testov",
                    "t",
                    "tuvia jose",
                    "test tuv jo",
                    "demo"
                })
        void aClientIsFoundByTheBeginningsOfWordsInAnyOrder(String search) {
            assertThat(isFound(search)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"ose", "uvia", "sky", "josex", "jose dana", "jose tuvia testovsky secretive", "emo"})
        void aClientIsNotFoundByAnythingElse(String search) {
            assertThat(isFound(search)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"secretive", "made-up", "street", "5"})
        void aClientIsNotFoundByTextThatIsNotIdentifying(String search) {
            assertThat(isFound(search)).isFalse();
        }
    }

    @Nested
    class ByEmailAddress {

        @ParameterizedTest
        @ValueSource(strings = {"tuvia.t@example.org", "TUVIA.T@EXAMPLE.ORG", "tuvia.t@example.org testov"})
        void aClientIsFoundByAllOfIt(String search) {
            assertThat(isFound(search)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"tuvia.t@example", "example.org", "tuvia.t@example.org dana"})
        void aClientIsNotFoundByAPart(String search) {
            assertThat(isFound(search)).isFalse();
        }
    }

    @Nested
    class ByTelephoneNumber {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "(050) 123-45 67",
                    "0501234567",
                    "050-1234567",
                    "050 123 45 67",
                    "050/123.45.67",
                    "０５０１２３４５６７",
                    "٠٥٠١٢٣٤٥٦٧",
                    "jose 0501234567",
                    "050-1234567 testovsky"
                })
        void aClientIsFoundHoweverItIsWritten(String search) {
            assertThat(isFound(search)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"050123456", "05012345678", "050", "1234567", "dana 0501234567", "x0501234567"})
        void aClientIsNotFoundByAnotherNumberOrName(String search) {
            assertThat(isFound(search)).isFalse();
        }
    }

    @Nested
    class ByDateOfBirth {

        @Test
        void aClientIsFoundByTheWholeDate() {
            assertThat(isFound("1984-02-29")).isTrue();
            assertThat(isFound("jose 1984-02-29")).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1984", "1984-02", "1984-02-28", "dana 1984-02-29"})
        void aClientIsNotFoundByAnotherOrAPart(String search) {
            assertThat(isFound(search)).isFalse();
        }
    }

    @Test
    void aClientWithNamesAloneIsFoundByThemAlone() {
        Client plain = Clients.registered();

        assertThat(new ClientMatch(new FreeText("tuvia")).test(plain)).isTrue();
        assertThat(new ClientMatch(new FreeText("0501234567")).test(plain)).isFalse();
        assertThat(new ClientMatch(new FreeText("+-()")).test(plain)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00A0"})
    void aSearchForNothingFindsEverybody(String search) {
        assertThat(isFound(search)).isTrue();
    }
}
