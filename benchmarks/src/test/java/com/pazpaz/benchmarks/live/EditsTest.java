package com.pazpaz.benchmarks.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EditsTest {

    private final Edits edits = new Edits();

    @Test
    void whatIsFoundFirstIsWhatIsThere() {
        assertThat(edits.agreesWith("a", "found")).isTrue();
        assertThat(edits.agreesWith("a", "found")).isTrue();
        assertThat(edits.agreesWith("a", "something else")).isFalse();
    }

    @Test
    void anAcknowledgedEditHasToBeFound() {
        edits.agreesWith("a", "before");
        edits.acknowledged("a", "after");

        assertThat(edits.agreesWith("a", "after")).isTrue();
    }

    @Test
    void anEditIsLostIfWhatWasBeforeComesBack() {
        edits.agreesWith("a", "before");
        edits.acknowledged("a", "after");

        assertThat(edits.agreesWith("a", "before")).isFalse();
    }

    @Test
    void aLossIsFoundOnce() {
        edits.acknowledged("a", "after");

        assertThat(edits.agreesWith("a", "before")).isFalse();
        assertThat(edits.agreesWith("a", "before")).isTrue();
    }

    @Test
    void anEditWithoutAnAnswerMayHaveBeenStoredOrNot() {
        edits.agreesWith("stored", "before");
        edits.unanswered("stored", "after");
        edits.agreesWith("not stored", "before");
        edits.unanswered("not stored", "after");

        assertThat(edits.agreesWith("stored", "after")).isTrue();
        assertThat(edits.agreesWith("stored", "before")).isFalse();
        assertThat(edits.agreesWith("not stored", "before")).isTrue();
    }

    @Test
    void acknowledgedEditsAreCountedAndTheirRecordsKnown() {
        edits.acknowledged("a", "once");
        edits.acknowledged("a", "twice");
        edits.unanswered("b", "perhaps");

        assertThat(edits.count()).isEqualTo(2);
        assertThat(edits.edited()).containsExactly("a");
    }
}
