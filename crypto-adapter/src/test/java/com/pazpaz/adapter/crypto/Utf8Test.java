package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain?", "é", "דוגמה", "🩺?", "a replacement \uFFFD character", "\u0000"})
    void keepsEveryWellFormedText(String text) throws InvalidCiphertextException {
        byte[] bytes = Utf8.encode(text);

        assertThat(Utf8.decode(bytes, bytes.length)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "c080", "eda080", "f4908080", "41ff", "e28d", "efbfbd80"})
    void refusesBytesThatAreNotUtf8(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThatThrownBy(() -> Utf8.decode(bytes, bytes.length)).isInstanceOf(InvalidCiphertextException.class);
    }
}
