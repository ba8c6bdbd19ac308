package com.pazpaz.adapter.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.phi.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTextTest {

    private static void assertRead(String json, String... labels) {
        assertThat(ListText.labels(json)).containsExactly(labels);
        assertThat(ListText.read(json)).contains(Tags.of(List.of(labels)));
    }

    @Test
    void aListIsTheSameHoweverItIsSpelt() {
        assertRead("[\"a\",\"b c\"]", "a", "b c");
        assertRead(" [ \"a\" ,\n\"b c\" ] ", "a", "b c");
        assertRead("[\"\\u0061\",\"b\\u0020c\"]", "a", "b c");
    }

    @Test
    void whatIsReadIsWrittenSoThatItIsReadAgain() {
        List<String> labels = List.of("", " ", "\"", "\\", "\n\t\u0001", "\ud83d\ude00", "\u05e2", "null");

        String written = Tags.of(labels).reveal();

        assertThat(ListText.labels(written)).isEqualTo(labels);
        assertThat(ListText.read(written)).contains(Tags.of(labels));
    }

    @Test
    void anEmptyListIsAListAndNullIsNone() {
        assertRead("[]");
        assertThat(ListText.read("null")).isEmpty();
        assertThat(ListText.read(" null ")).isEmpty();
    }

    @Test
    void whatIsNoTextInAListIsKeptAsItsText() {
        assertRead("[null,1,1.50,true]", "null", "1", "1.50", "true");
        assertRead("[[\"a\",\"b\"],{\"c\":1}]", "[\"a\",\"b\"]", "{\"c\":1}");
    }

    @Test
    void whatIsNoListIsKeptAsOneLabel() {
        assertRead("\"one\"", "one");
        assertRead("{\"a\":1}", "{\"a\":1}");
        assertRead("17", "17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "one, two", "[\"a\"", "{", "[1,]", "{a,b}"})
    void whatIsNoJsonIsKeptAsOneLabelWithNothingLost(String text) {
        assertRead(text, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"a\"] and more", "one two", "1 2", "true false"})
    void whatOnlyBeginsLikeJsonIsKeptAsOneLabelWithNothingLost(String text) {
        assertRead(text, text);
    }
}
