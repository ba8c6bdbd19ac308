package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HkdfExpandTest {

    private static final HexFormat HEX = HexFormat.of();

    private final Mac hmac = CryptoProvider.named(CryptoProvider.DEFAULT).hmac();

    /** PRK, info and OKM of RFC 5869, appendices A.1, A.2 and A.3. */
    @ParameterizedTest
    @CsvSource({
        "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5, f0f1f2f3f4f5f6f7f8f9,"
                + "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        "06a6b88c5853361a06104c9ceb35b45cef760014904671014a193f40c15fc244,"
                + "b0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedf"
                + "e0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff,"
                + "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        "19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04, '',"
                + "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    })
    void yieldsTheAnswersOfTheRfc(String prk, String info, String okm) {
        byte[] output = HkdfExpand.expand(hmac, HEX.parseHex(prk), HEX.parseHex(info), okm.length() / 2);

        assertThat(HEX.formatHex(output)).isEqualTo(okm);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 8161})
    void refusesLengthsThatTheRfcDoesNotAllow(int length) {
        assertThatThrownBy(() -> HkdfExpand.expand(hmac, new byte[32], "label", length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8160");
    }

    @Test
    void yieldsUpToTheLongestOutputOfWhichShorterOnesAreTheBeginning() {
        byte[] longest = HkdfExpand.expand(hmac, new byte[32], "label", 8160);

        assertThat(HkdfExpand.expand(hmac, new byte[32], "label", 1)).isEqualTo(Arrays.copyOf(longest, 1));
        assertThat(longest).hasSize(8160).endsWith(HkdfExpand.expand(hmac, new byte[32], "label", 8160)[8159]);
    }
}
