package com.pazpaz.adapter.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import com.pazpaz.application.port.out.keys.KeyBackup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenPgpBackupTest {

    /** Made once: their private keys are protected by a function that takes long on purpose. */
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path people;

    @SuppressWarnings("NullAway.Init")
    private static Person anna;

    @SuppressWarnings("NullAway.Init")
    private static Person ben;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeAll
    static void makePeople() throws IOException {
        anna = Person.named("anna", people);
        ben = Person.named("ben", people);
    }

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("backup.asc");
    }

    private void write(Optional<char[]> passphrase, Person... people) {
        List<Recipient> recipients =
                Arrays.stream(people).map(Person::publicKey).map(Recipient::in).toList();
        try (KeyBackup backup = Backups.ofTwoKeys()) {
            new SealedBackup(file, recipients, passphrase).write(backup);
        }
    }

    private static void assertOpens(OpenedBackup backup) {
        try (KeyBackup opened = backup.read();
                KeyBackup expected = Backups.ofTwoKeys()) {
            assertThat(BackupText.of(opened)).isEqualTo(BackupText.of(expected));
        }
    }

    private OpenedBackup openedBy(Person person) {
        return OpenedBackup.withPrivateKey(file, person.privateKey(), person.passphrase());
    }

    @Nested
    class ABackupForTwoPeople {

        @BeforeEach
        void writeIt() {
            write(Optional.empty(), anna, ben);
        }

        @Test
        void isOpenedByEachOfThemAlone() {
            assertOpens(openedBy(anna));
            assertOpens(openedBy(ben));
        }

        @Test
        void isOpenedByNobodyElse() throws IOException {
            OpenedBackup backup = openedBy(Person.named("carl", directory));

            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(backup::read)
                    .withMessageContaining("cannot be opened");
        }

        @Test
        void isNotOpenedWithAWrongPassphrase() {
            OpenedBackup backup = OpenedBackup.withPrivateKey(file, anna.privateKey(), "wrong".toCharArray());

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(backup::read);
        }

        @Test
        void isArmouredAndItsOwnersAlone() throws IOException {
            assertThat(Files.readString(file)).startsWith("-----BEGIN PGP MESSAGE-----");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }

        @Test
        void isNeverOverwritten() {
            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(() -> write(Optional.empty(), anna, ben))
                    .withMessageContaining("there already");
        }

        @Test
        void isRefusedOnceAnyOfItChanged() throws IOException {
            String text = Files.readString(file);
            int start = text.indexOf("\n\n") + 2;
            for (int at = start; at < text.indexOf("\n="); at += 101) {
                char changed = text.charAt(at) == 'A' ? 'B' : 'A';
                if (text.charAt(at) != '\n') {
                    Files.writeString(file, text.substring(0, at) + changed + text.substring(at + 1));

                    assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(openedBy(anna)::read);
                }
            }
        }

        @Test
        void isRefusedIfItIsCutShort() throws IOException {
            String text = Files.readString(file);
            Files.writeString(file, text.substring(0, text.length() / 2));

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(openedBy(anna)::read);
        }
    }

    @Nested
    class ABackupInShares {

        private final SecretShares shares = SecretShares.make(2, 3);

        @Test
        void isOpenedByEnoughOfThem() {
            write(Optional.of(shares.passphrase()));

            char[] passphrase = SecretShares.combine(shares.shares().subList(1, 3));

            assertOpens(OpenedBackup.withPassphrase(file, passphrase));
        }

        @Test
        void mayHaveARecipientAsWell() {
            write(Optional.of(shares.passphrase()), ben);

            assertOpens(openedBy(ben));
            assertOpens(OpenedBackup.withPassphrase(file, shares.passphrase()));
        }

        @Test
        void isNotOpenedByOthers() {
            write(Optional.of(shares.passphrase()));

            OpenedBackup backup =
                    OpenedBackup.withPassphrase(file, SecretShares.make(2, 3).passphrase());

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(backup::read);
        }
    }

    @Nested
    class WhatIsNoBackup {

        @Test
        void isSealedForNobody() {
            assertThatIllegalArgumentException().isThrownBy(() -> new SealedBackup(file, List.of(), Optional.empty()));
        }

        @Test
        void isWhatAnyoneCouldHaveWrittenWithoutAnyKey() throws Exception {
            try (KeyBackup backup = Backups.ofTwoKeys();
                    OutputStream out = Files.newOutputStream(file);
                    OutputStream message = new BcOpenPGPApi()
                            .signAndOrEncryptMessage()
                            .setArmored(true)
                            .open(out)) {
                message.write(BackupText.of(backup));
            }

            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(openedBy(anna)::read)
                    .withMessageContaining("not encrypted");
        }

        @Test
        void isAnyOtherFile() throws IOException {
            Files.writeString(file, "a letter");

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(openedBy(anna)::read);
        }

        @Test
        void isNotThere() {
            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(openedBy(anna)::read)
                    .withMessageContaining("cannot be read");
        }

        @Test
        void cannotBeWrittenWhereThereIsNoDirectory() {
            var backup = new SealedBackup(
                    directory.resolve("nowhere/backup.asc"), List.of(Recipient.in(anna.publicKey())), Optional.empty());

            try (KeyBackup keys = Backups.ofTwoKeys()) {
                assertThatExceptionOfType(InvalidBackupException.class)
                        .isThrownBy(() -> backup.write(keys))
                        .withMessageContaining("directory");
                assertThat(directory).isEmptyDirectory();
            }
        }
    }

    @Nested
    class ARecipient {

        @Test
        void isKnownByTheFingerprint() {
            assertThat(Recipient.in(anna.publicKey()))
                    .isEqualTo(Recipient.in(anna.publicKey()))
                    .isNotEqualTo(Recipient.in(ben.publicKey()))
                    .asString()
                    .matches("([0-9A-F]{4} +){9}[0-9A-F]{4}");
        }

        @Test
        void givesAwayNoPrivateKey() {
            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(() -> Recipient.in(anna.privateKey()))
                    .withMessageContaining("private key");
        }

        @Test
        void isOnePersonInOneFile() throws IOException {
            Path both = directory.resolve("both.asc");
            Files.writeString(both, Files.readString(anna.publicKey()) + Files.readString(ben.publicKey()));

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(() -> Recipient.in(both));
        }

        @Test
        void isNotAnyFile() throws IOException {
            Path letter = Files.writeString(directory.resolve("letter"), "a letter", StandardCharsets.UTF_8);

            assertThatExceptionOfType(InvalidBackupException.class).isThrownBy(() -> Recipient.in(letter));
            assertThatExceptionOfType(InvalidBackupException.class)
                    .isThrownBy(() -> Recipient.in(directory.resolve("nothing")));
        }
    }
}
