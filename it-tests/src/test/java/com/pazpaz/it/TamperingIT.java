package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.it.ApiCaller.Reply;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attacker who may write to the database, but has no key. */
class TamperingIT extends EndToEndTest {

    private static final String CLIENT =
            "{\"first_name\":\"Example\",\"last_name\":\"Person\",\"email\":\"person@example.org\",\"notes\":\"n\"}";

    private final ApiCaller therapist = someone();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email = 'person@example.org'",
                "email = ''",
                "email = 'v1:AAAA'",
                "email = 'v99' || substr(email, 3)",
                "email = email || 'A'",
                "email = upper(email)",
            })
    void theDatabaseRefusesWhatIsNoCiphertextOfTheRow(String change) {
        String id = therapist.register(CLIENT);

        assertThatThrownBy(() -> tamper(id, change)).isInstanceOf(SQLException.class);

        assertThat(therapist.get("/clients/" + id).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "email = NULL",
                "email = notes",
                "email = overlay(email placing case substr(email, 22, 1) when 'A' then 'B' else 'A' end from 22 for 1)",
                "consent_status = NOT consent_status",
                "is_active = NOT is_active",
                "revision = revision + 1",
                "record_mac = sha256(record_mac)",
                "first_name = (SELECT first_name FROM clients o WHERE o.id <> clients.id AND o.key_version = clients.key_version LIMIT 1)",
                "workspace_id = (SELECT workspace_id FROM workspace_keys o"
                        + " WHERE o.workspace_id <> clients.workspace_id AND o.key_version = clients.key_version LIMIT 1)",
            })
    void whatTheDatabaseCannotKnowIsFoundOutWhenTheRecordIsRead(String change) throws SQLException {
        String id = therapist.register(CLIENT);
        String untouched = therapist.register(FIRST_NAME_AND_LAST_NAME);

        UUID workspace = tamper(id, change);
        Reply reply = caller(workspace, THERAPIST).get("/clients/" + id);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.json().getString("type")).endsWith("unreadable-record");
        assertThat(reply.body()).doesNotContain("person@example.org");
        assertThat(therapist.get("/clients/" + untouched).status()).isEqualTo(200);
    }

    @Test
    void anUnreadableRecordTakesDownNeitherTheListNorTheExport() throws SQLException {
        String bad = therapist.register(CLIENT);
        therapist.register(FIRST_NAME_AND_LAST_NAME);

        tamper(bad, "email = NULL");
        Reply list = therapist.get("/clients");
        String export = therapist.get("/clients/export").body();

        assertThat(list.json().getJsonArray("items")).hasSize(1);
        assertThat(list.json().getJsonArray("unreadable").getString(0)).isEqualTo(bad);
        assertThat(list.json().getInt("total")).isEqualTo(2);
        assertThat(export.lines()).hasSize(2).anyMatch(line -> line.contains("\"unreadable\":true"));
    }

    @Test
    void anUnreadableRecordIsNotWrittenOver() throws SQLException {
        String id = therapist.register(CLIENT);

        tamper(id, "consent_status = NOT consent_status");

        assertThat(therapist.put("/clients/" + id, "{\"notes\":\"x\"}").status())
                .isEqualTo(500);
    }

    /** Returns the workspace that the row is in afterwards. */
    private static UUID tamper(String id, String change) throws SQLException {
        try (Connection owner = system().database().connect(system().database().owner());
                Statement statement = owner.createStatement();
                var changed = statement.executeQuery(
                        "UPDATE clients SET " + change + " WHERE id = '" + id + "' RETURNING workspace_id")) {
            assertThat(changed.next()).isTrue();
            return changed.getObject(1, UUID.class);
        }
    }
}
