package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IfMatchTest {

    @Test
    void anythingGoesWithoutTheHeader() {
        assertThat(IfMatch.of(null).test(7)).isTrue();
    }

    @Test
    void anythingGoesWithAStar() {
        assertThat(IfMatch.of("*").test(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"7\"", " \"7\" ", "\"3\", \"7\"", "W/\"1\",\"7\""})
    void aListThatHoldsTheTagMatches(String header) {
        assertThat(IfMatch.of(header).test(7)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"8\"", "W/\"7\"", "\"07\"", "\"\""})
    void anotherTagOrAWeakOneDoesNotMatch(String header) {
        assertThat(IfMatch.of(header).test(7)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7", "", "\"7\" \"8\"", "*, \"7\""})
    void aHeaderThatIsNoListOfTagsIsMalformed(String header) {
        assertThatThrownBy(() -> IfMatch.of(header)).isInstanceOf(RefusedRequestException.class);
    }
}
