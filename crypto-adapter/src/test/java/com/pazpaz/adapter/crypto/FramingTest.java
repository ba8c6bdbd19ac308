package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FramingTest {

    @Test
    void putsTheLengthBeforeEveryPartAndWritesNumbersBigEndian() {
        var framing = new Framing()
                .text("né")
                .id(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))
                .u16(0x0102)
                .u32(0x03040506)
                .u64(0x0708090a0b0c0d0eL)
                .append(Framing.of("x"));

        assertThat(hex(framing))
                .isEqualTo("00036ec3a9" + "001000112233445566778899aabbccddeeff" + "0102" + "03040506"
                        + "0708090a0b0c0d0e" + "000178");
    }

    @Test
    void goesOnFromWhereItWasCut() {
        var framing = new Framing().u16(1).u16(2).truncate(2).u16(3);

        assertThat(hex(framing)).isEqualTo("00010003");
    }

    @Test
    void takesPartsUpTo65535Bytes() {
        var framing = new Framing().u16(7).text("a".repeat(65_535)).u16(8);

        assertThat(framing.length()).isEqualTo(65_541);
        assertThat(hex(framing)).startsWith("0007ffff6161").endsWith("61610008");
        assertThatThrownBy(() -> framing.text("a".repeat(65_536))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesNoNumberOfTwoBytesThatHasMore() {
        var framing = new Framing().u16(65_535);

        assertThat(hex(framing)).isEqualTo("ffff");
        assertThatThrownBy(() -> framing.u16(65_536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> framing.u16(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void growsWhateverIsAdded() {
        var framing = new Framing();

        for (int i = 0; i < 1_000; i++) {
            framing.u16(i);
        }

        assertThat(framing.length()).isEqualTo(2_000);
        assertThat(hex(framing)).startsWith("000000010002").endsWith("03e603e7");
    }

    private static String hex(Framing framing) {
        return HexFormat.of().formatHex(Arrays.copyOf(framing.bytes(), framing.length()));
    }
}
