package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompromiseReasonTest {

    @Test
    void isALineOfText() {
        assertThat(new CompromiseReason(" Seen in a public repository ").text())
                .isEqualTo("Seen in a public repository");
        assertThat(new CompromiseReason("x".repeat(500)).text()).hasSize(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "one\nevent=key.change key=v2", "\u001b[31m", "a\u2028b", "a\u202eb"})
    void isNeverEmptyAndNeverMoreThanTheLineThatItSeemsToBe(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CompromiseReason(text))
                .withMessageContaining("one line of 1 to 500 characters")
                .withMessageContaining("name no client");
    }

    @Test
    void isNotTooLong() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CompromiseReason("x".repeat(501)));
    }

    @Test
    void endsInALogWhereItsQuotationMarkDoes() {
        assertThat(new CompromiseReason("the \"red\" \\ share").quoted()).isEqualTo("\"the \\\"red\\\" \\\\ share\"");
    }
}
