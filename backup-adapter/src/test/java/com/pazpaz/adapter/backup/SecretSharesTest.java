package com.pazpaz.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretSharesTest {

    private final SecretShares made = SecretShares.make(3, 5);

    @Test
    void giveBackThePassphraseWhicheverAreEnough() {
        for (int first = 0; first < 5; first++) {
            for (int second = first + 1; second < 5; second++) {
                for (int third = second + 1; third < 5; third++) {
                    assertThat(SecretShares.combine(shares(third, first, second)))
                            .isEqualTo(made.passphrase());
                }
            }
        }
    }

    @Test
    void giveItBackIfThereAreMoreThanEnough() {
        assertThat(SecretShares.combine(shares(4, 3, 2, 1, 0))).isEqualTo(made.passphrase());
    }

    @Test
    void areOfARandomPassphraseEachTime() {
        assertThat(made.passphrase())
                .hasSize(64)
                .isNotEqualTo(SecretShares.make(3, 5).passphrase());
    }

    @Test
    void areTooFewIfTheSameIsGivenTwice() {
        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> SecretShares.combine(shares(0, 1, 1)))
                .withMessageContaining("takes 3 different shares")
                .withMessageContaining("2 were given");
    }

    @Test
    void areTooFewIfThereAreNone() {
        assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(() -> SecretShares.combine(List.of()));
    }

    @Test
    void doNotMixWithThoseOfAnotherBackup() {
        List<SecretShare> mixed = new ArrayList<>(shares(0, 1));
        mixed.add(SecretShares.make(3, 5).shares().get(2));

        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> SecretShares.combine(mixed))
                .withMessageContaining("different backups");
    }

    @Test
    void areSeveral() {
        assertThatIllegalArgumentException().isThrownBy(() -> SecretShares.make(1, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretShares.make(3, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretShares.make(2, 256));
    }

    @Test
    void areReadFromFilesAsTheyWereWritten(@TempDir Path directory) {
        List<SecretShare> read = new ArrayList<>();
        for (SecretShare share : made.shares().subList(1, 4)) {
            Path file = directory.resolve("share-" + share.number());
            share.writeTo(file);
            read.add(SecretShare.in(file));
        }

        assertThat(SecretShares.combine(read)).isEqualTo(made.passphrase());
    }

    @Test
    void areNeverOverwritten(@TempDir Path directory) {
        Path file = directory.resolve("share");
        made.shares().get(0).writeTo(file);

        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> made.shares().get(1).writeTo(file))
                .withMessageContaining("there already");
    }

    @Test
    void tellWhatWasMistyped(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("share");
        made.shares().get(0).writeTo(file);
        String text = Files.readString(file);
        int digit = text.lastIndexOf(' ') - 1;
        char other = text.charAt(digit) == '0' ? '1' : '0';
        Files.writeString(file, text.substring(0, digit) + other + text.substring(digit + 1));

        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> SecretShare.in(file))
                .withMessageContaining("checksum");
    }

    @Test
    void areNotAnyFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("other"), "a letter");

        assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(() -> SecretShare.in(file));
        assertThatExceptionOfType(InvalidBackupException.class)
                .isThrownBy(() -> SecretShare.in(directory.resolve("nothing")));
    }

    @Test
    void areNotPrinted() {
        assertThat(made.shares().get(0)).asString().matches("SecretShare\\[1 of backup [0-9a-f]{8}]");
    }

    private List<SecretShare> shares(int... indexes) {
        List<SecretShare> chosen = new ArrayList<>();
        for (int index : indexes) {
            chosen.add(made.shares().get(index));
        }
        return chosen;
    }
}
