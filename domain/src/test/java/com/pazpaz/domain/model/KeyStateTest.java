package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyStateTest {

    @ParameterizedTest
    @EnumSource
    void onlyAnActiveKeyEncrypts(KeyState state) {
        assertThat(state.mayEncrypt()).isEqualTo(state == KeyState.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DESTROYED")
    void everyKeyThatIsNotDestroyedDecrypts(KeyState state) {
        assertThat(state.mayDecrypt()).isTrue();
    }

    @Test
    void aDestroyedKeyDoesNothing() {
        assertThat(KeyState.DESTROYED.mayDecrypt()).isFalse();
        assertThat(KeyState.DESTROYED.mayEncrypt()).isFalse();
    }
}
