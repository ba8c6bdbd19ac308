package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.checkValue;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.workspaceKey;

import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Brings the keys of the test database into a known state. */
final class Keys {

    private Keys() {}

    /** Empties every table, the history of the keys and the audit trail too, which nobody but a superuser can do. */
    static void forgetEverything() {
        try (Connection superuser = TestDatabase.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            statement.execute("TRUNCATE encryption_keys, workspaces, workspace_keys, clients, nodes,"
                    + " reencryptions, reencryption_failures, compromised_records, audit_keys, audit_events, audit_subjects,"
                    + " audit_seals, audit_retirements");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a key into a state, as an operator's command does. */
    static void setState(Connection connection, KeyVersion version, KeyState state) throws SQLException {
        Sql.execute(
                connection, "UPDATE encryption_keys SET state = ? WHERE version = ?", state.name(), version.number());
    }

    static void register(KeyVersion version, KeyState state) {
        Repositories.ENCRYPTION_KEYS.registerIfAbsent(new EncryptionKey(version, state, checkValue()));
    }

    /** Makes v1 active and gives the workspace a key under it. */
    static void open(WorkspaceId workspace) {
        register(V1, KeyState.ACTIVE);
        Repositories.WORKSPACE_KEYS.storeIfAbsent(workspaceKey(workspace, V1));
    }
}
