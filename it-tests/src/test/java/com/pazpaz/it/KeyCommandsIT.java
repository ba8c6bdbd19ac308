package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.backup.OpenedBackup;
import com.pazpaz.adapter.backup.Recipient;
import com.pazpaz.adapter.backup.SealedBackup;
import com.pazpaz.adapter.backup.SecretShare;
import com.pazpaz.adapter.backup.SecretShares;
import com.pazpaz.adapter.keystore.Pkcs12File;
import com.pazpaz.adapter.keystore.StorePassword;
import com.pazpaz.application.port.out.keys.BackedUpKey;
import com.pazpaz.application.port.out.keys.KeyBackup;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.it.OpenPgpPeople.Person;
import com.pazpaz.it.OperatorsMachine.Result;
import jakarta.json.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A new installation, from its first key to a fire and back, by commands alone: one step after the other. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeyCommandsIT {

    private static final String NOT_ON_RECORD = "this is not in the audit trail";

    private static final int OK = 0;
    private static final int REFUSED = 1;
    private static final int WRONG_COMMAND_LINE = 2;
    private static final int OUT_OF_REACH = 3;
    private static final int CHECK_FAILED = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path files;

    @SuppressWarnings("NullAway.Init")
    private static OperatorsMachine machine;

    @SuppressWarnings("NullAway.Init")
    private static Person anna;

    @SuppressWarnings("NullAway.Init")
    private static Person ben;

    @SuppressWarnings("NullAway.Init")
    private static OpenPgpPeople people;

    @BeforeAll
    static void start() {
        machine = OperatorsMachine.in(TestSystem.get().state().file("operators-machine"));
        people = OpenPgpPeople.in(files);
        anna = people.make("anna");
        ben = people.make("ben");
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    /** Of the backups of keys, in the order in which they were first done. */
    private static List<String> recordedIn(OperatorsMachine restored) throws SQLException {
        try (var connection = restored.database().connect(restored.database().superuser());
                var query = connection.prepareStatement("SELECT event_type FROM audit_events WHERE event_type IN"
                        + " ('key.back-up', 'key.verify-backup', 'key.restore') GROUP BY 1 ORDER BY min(position)");
                var rows = query.executeQuery()) {
            List<String> types = new ArrayList<>();
            while (rows.next()) {
                types.add(rows.getString(1));
            }
            return types;
        }
    }

    private static Path backup(int number) {
        return files.resolve("backup-" + number + ".asc");
    }

    private static Result backUp(int number, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("backup", backup(number).toString()));
        arguments.addAll(List.of(more));
        return machine.keys(arguments.toArray(String[]::new));
    }

    private static String[] openedBy(Person person, String command, Path file) {
        return new String[] {
            command,
            file.toString(),
            "--private-key",
            person.privateKey().toString(),
            "--passphrase-file",
            person.passphraseFile().toString()
        };
    }

    @Test
    @Order(1)
    void theFirstKeyIsMadeWithTheFileItLivesIn() {
        assertThat(machine.keys("list").err()).contains("kek.p12 is not there");

        Result made = machine.keys("init");

        assertThat(made.exitCode()).isEqualTo(OK);
        assertThat(made.out()).containsPattern("v1 +PRE_ACTIVE");
        assertThat(made.err()).containsPattern("event=key.change key=v1 state=PRE_ACTIVE user=\\S+ operator=");
        assertThat(machine.keyFile()).exists();
        assertThat(machine.keys("init").exitCode()).isEqualTo(REFUSED);
    }

    @Test
    @Order(2)
    void itIsNotActivatedBeforeItsBackupWasTried() {
        Result refused = machine.keys("activate", "v1");

        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.err()).contains("No backup of key v1 was verified");
    }

    @Test
    @Order(3)
    void aBackupTakesTwoPeople() {
        String one = anna.publicKey().toString();

        assertThat(backUp(1, "--recipient", one).exitCode()).isEqualTo(WRONG_COMMAND_LINE);
        assertThat(backUp(1, "--recipient", one, "--recipient", one).exitCode()).isEqualTo(WRONG_COMMAND_LINE);
        assertThat(backUp(1).exitCode()).isEqualTo(WRONG_COMMAND_LINE);
        assertThat(backup(1)).doesNotExist();
    }

    @Test
    @Order(4)
    void eachOfThemOpensItWithTheirOwnProgram() throws IOException {
        Result done = backUp(
                1,
                "--recipient",
                anna.publicKey().toString(),
                "--recipient",
                ben.publicKey().toString());

        assertThat(done.exitCode()).as(done.err()).isEqualTo(OK);
        assertThat(Files.readString(backup(1))).startsWith("-----BEGIN PGP MESSAGE-----");
        assertThat(people.open(backup(1), anna))
                .isEqualTo(people.open(backup(1), ben))
                .startsWith("PazPaz key backup 1\nmade ")
                .containsPattern("\nv1 PRE_ACTIVE \\S+ [0-9a-f]{32} [A-Za-z0-9+/]{43}=\n$");
    }

    @Test
    @Order(5)
    void theDrillOpensTheWayToActivation() {
        Result drill = machine.keys(openedBy(ben, "verify-backup", backup(1)));
        assertThat(drill.exitCode()).as(drill.err()).isEqualTo(OK);
        assertThat(drill.out()).contains("PASSED");
        assertThat(drill.err()).contains(NOT_ON_RECORD);

        Result activated = machine.keys("activate", "v1");

        assertThat(activated.exitCode()).as(activated.err()).isEqualTo(OK);
        assertThat(activated.err()).contains("key=v1 state=ACTIVE");
        assertThat(machine.keys("doctor").exitCode()).isEqualTo(OK);
    }

    @Test
    @Order(6)
    void aSecondKeyIsBackedUpInShares() {
        machine.registerClients(3, 30);
        assertThat(machine.keys("create").out()).containsPattern("v2 +PRE_ACTIVE");

        Result done = backUp(
                2,
                "--shares",
                "3",
                "--threshold",
                "2",
                "--shares-directory",
                files.toString(),
                "--recipient",
                anna.publicKey().toString());

        assertThat(done.exitCode()).as(done.err()).isEqualTo(OK);
        assertThat(verifyWithShares(1).exitCode()).isEqualTo(REFUSED);
        assertThat(verifyWithShares(3, 1).exitCode()).isEqualTo(OK);
        assertThat(machine.keys("activate", "v2").exitCode()).isEqualTo(OK);
        machine.registerClients(2, 10);
    }

    @Test
    @Order(7)
    void aBackupInSharesAloneIsOpenedByTheSameProgram() {
        Result done = backUp(3, "--shares", "2", "--threshold", "2", "--shares-directory", files.toString());
        assertThat(done.exitCode()).as(done.err()).isEqualTo(OK);

        char[] passphrase = SecretShares.combine(List.of(
                SecretShare.in(Path.of(backup(3) + ".share-1")), SecretShare.in(Path.of(backup(3) + ".share-2"))));

        assertThat(people.openWith(backup(3), passphrase)).startsWith("PazPaz key backup 1\n");
    }

    private static Result verifyWithShares(int... numbers) {
        List<String> arguments =
                new ArrayList<>(List.of("verify-backup", backup(2).toString(), "--json"));
        for (int number : numbers) {
            arguments.add("--share");
            arguments.add(backup(2) + ".share-" + number);
        }
        return machine.keys(arguments.toArray(String[]::new));
    }

    @Test
    @Order(7)
    void aBackupThatLacksAKeyFailsTheDrill() {
        Result drill = machine.keys(openedBy(anna, "verify-backup", backup(1)));

        assertThat(drill.exitCode()).isEqualTo(CHECK_FAILED);
        assertThat(drill.out()).containsPattern("v2 +MISSING").contains("FAILED");
        assertThat(drill.err()).doesNotContain(NOT_ON_RECORD);
    }

    @Test
    @Order(8)
    void afterAFireTheDrillReadsEveryWorkspaceAndTheKeysComeBack() throws SQLException {
        Path elsewhere = TestSystem.get().state().file("another-machine");
        try (OperatorsMachine restored = machine.restoredWithoutKeysIn(elsewhere)) {
            Result drill = restored.keys(openedBy(anna, "verify-backup", backup(2)));
            assertThat(drill.exitCode()).as(drill.err()).isEqualTo(OK);
            assertThat(drill.out())
                    .containsPattern("v1 +VERIFIED +3 +60 +0")
                    .containsPattern("v2 +VERIFIED +2 +20 +0")
                    .contains("5 workspaces");
            assertThat(drill.err()).contains(NOT_ON_RECORD);

            Result done = restored.keys(openedBy(anna, "restore", backup(2)));
            assertThat(done.out()).contains("Restored: v1, v2");
            assertThat(done.err()).doesNotContain(NOT_ON_RECORD);
            assertThat(recordedIn(restored)).containsExactly("key.back-up", "key.verify-backup", "key.restore");
            assertThat(restored.keys(openedBy(anna, "restore", backup(2))).out())
                    .contains("There already, and the same: v1, v2");
            assertThat(restored.keys("doctor").exitCode()).isEqualTo(OK);
        }
        machine = OperatorsMachine.in(TestSystem.get().state().file("operators-machine"));
    }

    @Test
    @Order(9)
    void oneByteOfOneKeyThatChangedIsFoundAndTheKeyNamed() {
        Path changed = files.resolve("changed.asc");
        writeWithOneByteChanged(new KeyVersion(1), changed);

        Result drill = machine.keys(openedBy(anna, "verify-backup", changed));
        Result restore = machine.keys(openedBy(anna, "restore", changed));

        assertThat(drill.exitCode()).isEqualTo(CHECK_FAILED);
        assertThat(drill.out())
                .containsPattern("v1 +DIFFERENT")
                .containsPattern("v2 +VERIFIED")
                .contains("Key v1 in the backup is not the key");
        assertThat(restore.exitCode()).isEqualTo(REFUSED);
        assertThat(restore.err()).contains("Key v1 in the backup is damaged");
    }

    private static void writeWithOneByteChanged(KeyVersion version, Path file) {
        char[] passphrase = OpenPgpPeople.passphraseOf("anna").toCharArray();
        try (KeyBackup backup = OpenedBackup.withPrivateKey(backup(2), anna.privateKey(), passphrase)
                .read()) {
            List<BackedUpKey> keys = backup.keys().stream()
                    .map(key -> key.version().equals(version) ? withOneByteChanged(key) : key)
                    .toList();
            new SealedBackup(file, List.of(Recipient.in(anna.publicKey())), Optional.empty())
                    .write(new KeyBackup(backup.madeAt(), keys));
        }
    }

    private static BackedUpKey withOneByteChanged(BackedUpKey key) {
        byte[] bytes = key.key().copy();
        bytes[16] ^= 1;
        return new BackedUpKey(key.version(), key.state(), key.createdAt(), key.checkValue(), new KeyMaterial(bytes));
    }

    @Test
    @Order(10)
    void aKeyInUseIsNotRetiredAndAnUnusedOneIsWhenConfirmed() {
        Result refused = machine.keys("retire", "v1", "--yes");
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.err()).contains("needed to read 90 records of 3 workspaces");

        machine.keys("create");
        assertThat(machine.keys("retire", "v3").exitCode()).isEqualTo(REFUSED);
        assertThat(machine.keys("retire", "v3", "--yes").out()).containsPattern("v3 +DESTROYED");
    }

    @Test
    @Order(11)
    void machinesGetJson() {
        Result list = machine.keys("list", "--json");

        var first = Json.createReader(new StringReader(list.out()))
                .readObject()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(first.getString("version")).isEqualTo("v1");
        assertThat(first.getString("state")).isEqualTo("DEACTIVATED");
        assertThat(first.getInt("records")).isEqualTo(90);
        assertThat(first.isNull("backup_verified_at")).isFalse();
        assertThat(first.isNull("destroyed_at")).isTrue();
    }

    @Test
    @Order(12)
    void aLeakedKeyIsMarkedAndTheDoctorSaysSo() {
        assertThat(machine.keys("compromise", "v1").err()).contains("key=v1 state=COMPROMISED");

        Result found = machine.keys("doctor");

        assertThat(found.exitCode()).isEqualTo(CHECK_FAILED);
        assertThat(found.out()).contains("compromised, and 90 records are still encrypted under it");
    }

    @Test
    @Order(13)
    void anotherKeyUnderTheSameNameIsNeverOverwritten() throws IOException {
        Files.delete(machine.keyFile());
        new Pkcs12File(
                        machine.keyFile(),
                        StorePassword.inFile(Path.of(machine.settings().get("PAZPAZ_KEYSTORE_PASSWORD_FILE"))))
                .create(new KeyVersion(1));
        byte[] before = Files.readAllBytes(machine.keyFile());

        Result restore = machine.keys(openedBy(anna, "restore", backup(2)));

        assertThat(restore.exitCode()).isEqualTo(REFUSED);
        assertThat(restore.err()).contains("holds another key v1").contains("never overwritten");
        assertThat(Files.readAllBytes(machine.keyFile())).isEqualTo(before);
    }

    @Test
    @Order(14)
    void whatIsOutOfReachOrMissingIsSaidSo() throws SQLException {
        machine.set("PAZPAZ_KEYSTORE", "nowhere");
        assertThat(machine.keys("list").err()).contains("There is no key store of the name");

        machine.set("PAZPAZ_KEYSTORE", "file");
        machine.set("PAZPAZ_DB_PORT", "1");
        Result unreachable = machine.keys("list");
        assertThat(unreachable.exitCode()).isEqualTo(OUT_OF_REACH);
        assertThat(unreachable.err()).contains("The database cannot be reached");
        assertThat(machine.keys("nothing").exitCode()).isEqualTo(WRONG_COMMAND_LINE);
    }
}
