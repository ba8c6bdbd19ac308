package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.OpenPgpPeople.Person;
import com.pazpaz.it.OperatorsMachine.Result;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is replaced by one command, again and again, while no server runs. */
class RotateCommandIT {

    private static int machines;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path files;

    @SuppressWarnings("NullAway.Init")
    private OperatorsMachine machine;

    @SuppressWarnings("NullAway.Init")
    private Person anna;

    @BeforeEach
    void install() {
        machines++;
        machine = OperatorsMachine.in(TestSystem.get().state().file("rotating-machine-" + machines));
        anna = OpenPgpPeople.in(files).make("anna");
        machine.keys("init");
        backUpAndVerify("first.asc");
        machine.keys("activate", "v1");
        machine.registerClients(3, 150);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    private void backUpAndVerify(String name) {
        String file = files.resolve(name).toString();
        machine.keys("backup", file, "--single", "--recipient", anna.publicKey().toString());
        Result drill = machine.keys(
                "verify-backup",
                file,
                "--private-key",
                anna.privateKey().toString(),
                "--passphrase-file",
                anna.passphraseFile().toString());
        assertThat(drill.exitCode()).as(drill.err()).isZero();
    }

    @Test
    void aSettingThatIsWrongStopsItBeforeAnythingIsDone() {
        machine.set("PAZPAZ_REENCRYPTION_READ_BACK", "most");

        Result refused = machine.rotate("--retire");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("PAZPAZ_REENCRYPTION_READ_BACK is a whole number from 0 to 100");
    }

    @Test
    void anEmergencyAsksForItsReason() {
        Result refused = machine.rotate("--emergency", "v1");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--reason");
        assertThat(machine.rotate("--emergency", "v1", "--reason", "two\nlines").exitCode())
                .isEqualTo(2);
        assertThat(machine.keys("incident", "v1").err()).contains("never marked as compromised");
    }

    @Test
    void itGoesOnFromWhereverItWasStoppedUntilTheOldKeyIsGone() {
        Result first = machine.rotate("--retire");
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.out()).contains("Key v2 is there").contains("keys backup");
        assertThat(first.err()).contains("No backup of key v2 was verified");

        backUpAndVerify("second.asc");
        Path report = files.resolve("incident.md");
        Result second = machine.rotate(
                "--retire",
                "--parallelism",
                "2",
                "--emergency",
                "v1",
                "--reason",
                "A laptop was stolen",
                "--report",
                report.toString());

        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(second.out())
                .contains("clients")
                .contains("450/450")
                .contains("COMPLETED")
                .containsPattern(
                        "event=key.change key=v1 state=COMPROMISED user=\\S+ operator=\\S+ reason=\"A laptop was stolen\"");
        assertThat(report)
                .content()
                .contains("# Incident: key v1", "> A laptop was stolen", "The key is DESTROYED; 0 records")
                .containsPattern("key v1 registered")
                .containsPattern("re-encryption \\S+ COMPLETED, 0 records left, 0 failures")
                .containsPattern(
                        "(?s)marked as compromised.*re-encryption \\S+ started, 450 records.*retired: destroyed")
                .containsPattern("\\| \\S{36} \\| 150 \\| 150 \\| 0 \\|")
                .contains("Set PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD");
        machine.logInAsOwner();
        assertThat(machine.keys("incident", "v1").out())
                .containsPattern(
                        "(\\| \\S{36} \\| \\S{36} \\| client\\.import \\| 1 \\| 150 \\| \\S+ \\| \\S+ \\|\n){3}")
                .contains("Refused accesses: 0. Failed logins: 0.");
        assertThat(machine.keys("incident", "v1", "--since", "9999-01-01T00:00:00+01:00")
                        .out())
                .contains("## Accesses since 9998-12-31T23:00:00Z", "| none |");
        assertThat(machine.keys("incident", "v1", "--since", "yesterday").err()).contains("RFC 3339");
        Result asJson = machine.keys("incident", "v1", "--json");
        JsonObject incident = Json.createReader(new StringReader(asJson.out())).readObject();
        assertThat(incident.getString("compromise_reason")).isEqualTo("A laptop was stolen");
        assertThat(incident.getJsonArray("workspaces")).hasSize(3);
        assertThat(incident.getInt("remaining")).isZero();
        assertThat(machine.rotate("--emergency", "v1", "--reason", "Again").err())
                .contains("v1 is DESTROYED");
        String list = machine.keys("list").out();
        assertThat(list).doesNotContain("v3");
        assertThat(list).containsPattern("v1 +DESTROYED").containsPattern("v2 +ACTIVE +\\S+ +450 +3");
        assertThat(machine.keys("doctor").exitCode()).isZero();
    }
}
