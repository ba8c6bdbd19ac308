package com.pazpaz.domain.phi;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nl.jqno.equalsverifier.EqualsVerifier;
import nl.jqno.equalsverifier.Warning;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhiTest {

    private static final String CANARY = "CANARY-4711";

    static Stream<Class<?>> phiTypes() {
        return Stream.concat(
                Arrays.stream(Phi.class.getPermittedSubclasses()), Stream.of(Client.class, ClientName.class));
    }

    @Nested
    class EveryType {

        @ParameterizedTest
        @EnumSource
        void printsItsNameAndNothingOfItsValue(ClientField field) {
            Phi phi = Phi.of(field, CANARY);

            assertThat(phi).hasToString(phi.getClass().getSimpleName() + "[redacted]");
            assertThat("Value: %s".formatted(phi)).doesNotContain("CANARY", "4711");
        }

        @ParameterizedTest
        @MethodSource("com.pazpaz.domain.phi.PhiTest#phiTypes")
        void canNeitherBeSerializedNorExtendedNorIsARecord(Class<?> type) {
            assertThat(type).isFinal();
            assertThat(Serializable.class.isAssignableFrom(type)).isFalse();
            assertThat(type.isRecord()).isFalse();
            assertThat(Arrays.stream(type.getDeclaredFields())
                            .filter(field -> !Modifier.isStatic(field.getModifiers())))
                    .allMatch(field -> Modifier.isPrivate(field.getModifiers()));
        }

        @ParameterizedTest
        @EnumSource
        void keepsTheTextToTheCharacter(ClientField field) {
            String text = " \u0000 jose\u0301 \uD83E\uDDD8 ";

            assertThat(Phi.of(field, text).reveal()).isEqualTo(text);
        }

        @Test
        void isEqualToTheSameTextOfTheSameType() {
            assertThat(new PersonName("x")).isEqualTo(new PersonName("x")).hasSameHashCodeAs(new PersonName("x"));
            assertThat(new PersonName("x")).isNotEqualTo(new PersonName("X")).isNotEqualTo(new FreeText("x"));
            EqualsVerifier.forClass(PersonName.class)
                    .usingGetClass()
                    .suppress(Warning.NULL_FIELDS)
                    .verify();
        }
    }

    @Nested
    class TagsAsJson {

        @Test
        void areAnArrayOfStringsInTheGivenOrder() {
            assertThat(Tags.of(List.of("b", "a", "")).reveal()).isEqualTo("[\"b\",\"a\",\"\"]");
            assertThat(Tags.of(List.of()).reveal()).isEqualTo("[]");
        }

        @Test
        void escapeWhatWouldEndAString() {
            assertThat(Tags.of(List.of("a\"b\\c")).reveal()).isEqualTo("[\"a\\\"b\\\\c\"]");
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 7, 8, 9, 10, 12, 13, 0x1B, 0x1F})
        void escapeControlCharacters(int control) {
            assertThat(Tags.of(List.of(Character.toString(control))).reveal())
                    .isEqualTo("[\"\\u00%02x\"]".formatted(control));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {" ", "!", "/", "'", "\u007F", "\u0080", "é", "עברית", "\u2028", "\uD83E\uDDD8", "👩‍⚕️"})
        void leaveEverythingElseAsItIs(String label) {
            assertThat(Tags.of(List.of(label)).reveal()).isEqualTo("[\"" + label + "\"]");
        }

        @Test
        void areReadAsTheyWereStored() {
            assertThat(Phi.of(ClientField.TAGS, "[\"a\"]")).isEqualTo(Tags.of(List.of("a")));
        }
    }

    @Nested
    class AClientName {

        @Test
        void isPrintedAsItsIdAlone() {
            var id = ClientId.random();
            var name = new ClientName(id, Optional.of(new PersonName(CANARY)), Optional.of(new PersonName(CANARY)));

            assertThat(name).hasToString("ClientName[" + id + ", redacted]");
        }
    }
}
