package com.pazpaz.adapter.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupTextTest {

    private static final String TEXT = """
            PazPaz key backup 1
            made 2026-11-24T12:00:00Z
            v1 DEACTIVATED 2026-11-24T11:59:59Z 10101010101010101010101010101010 AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
            v12 ACTIVE 2026-11-24T11:59:48Z c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0 DAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw=
            """;

    @Test
    void isMadeToBeReadByPeople() {
        try (KeyBackup backup = Backups.ofTwoKeys()) {
            assertThat(new String(BackupText.of(backup), US_ASCII)).isEqualTo(TEXT);
        }
    }

    @Test
    void givesBackWhatItWasMadeOf() {
        try (KeyBackup expected = Backups.ofTwoKeys();
                KeyBackup actual = BackupText.parse(TEXT.getBytes(US_ASCII))) {
            assertThat(actual)
                    .usingRecursiveComparison()
                    .ignoringFieldsOfTypes(com.pazpaz.application.port.out.keys.KeyMaterial.class)
                    .isEqualTo(expected);
            assertThat(actual.keys())
                    .extracting(key -> key.key().copy())
                    .containsExactlyElementsOf(expected.keys().stream()
                            .map(BackedUpKey::key)
                            .map(com.pazpaz.application.port.out.keys.KeyMaterial::copy)
                            .toList());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "PazPaz key backup 2\nmade 2026-11-24T12:00:00Z\n",
                "PazPaz key backup 1\n",
                "PazPaz key backup 1\n2026-11-24T12:00:00Z\n",
                "PazPaz key backup 1\nmade yesterday\n",
                "PazPaz key backup 1\nmade 2026-11-24T12:00:00Z\nv1\n",
                "PazPaz key backup 1\nmade 2026-11-24T12:00:00Z\n\n"
            })
    void isRefusedIfItIsNone(String text) {
        assertRefused(text);
    }

    @Test
    void isRefusedIfAKeyIsCutShort() {
        assertRefused(TEXT.substring(0, TEXT.length() - 1));
        assertRefused(TEXT.replace("AQE=", "AQ=="));
        assertRefused(TEXT.replace("DAw=", "DA"));
    }

    @Test
    void isRefusedIfAnythingElseIsWrong() {
        assertRefused(TEXT.replace("v12", "v1"));
        assertRefused(TEXT.replace("v12", "v012"));
        assertRefused(TEXT.replace("ACTIVE 2026-11-24T11:59:48Z", "ASLEEP 2026-11-24T11:59:48Z"));
        assertRefused(TEXT.replace("c0c0", "c0"));
        assertRefused(TEXT.replace("v12 ACTIVE", "v12  ACTIVE"));
    }

    private static void assertRefused(String text) {
        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> BackupText.parse(text.getBytes(US_ASCII)))
                .withMessage("What was decrypted is not a whole backup of keys. Take another one")
                .withNoCause();
    }
}
