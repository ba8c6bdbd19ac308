package com.pazpaz.benchmarks.rotation;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.demo.LocalPostgres;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A PostgreSQL server with clients, whose key is replaced again and again. Confined to one thread. */
final class RotatedDatabase implements AutoCloseable {

    private static final int ROWS_OF_AN_INSERT = 500;

    private final LocalPostgres server;
    private final Meters meters;
    private final Node node;
    private final List<WorkspaceId> workspaces = new ArrayList<>();
    private long clients;

    /** Starts a server whose data are in a directory, with the schema, a first key, and nothing else. */
    RotatedDatabase(StateDirectory directory) throws SQLException {
        server = LocalPostgres.in(directory).start();
        Node.makeSchema(server);
        meters = new Meters(server);
        node = new Node(server);
    }

    /** Adds a workspace with so many clients. */
    void load(FullClients people, int count) {
        var workspace = new WorkspaceId(UUID.randomUUID());
        workspaces.add(workspace);
        List<EncryptedClient> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(node.encrypt(workspace, people.next()));
            if (rows.size() == ROWS_OF_AN_INSERT || i == count) {
                node.database().clients().insert(workspace, rows);
                rows.clear();
            }
        }
        clients += count;
    }

    /** Makes a new key the active one, and brings all clients under it in one thread. */
    Work reencrypt() throws SQLException, IOException {
        return rotate(active -> node.encryption());
    }

    /** The same, with a cipher that encrypts nothing. */
    Work copy() throws SQLException, IOException {
        return rotate(IdentityCipher::new);
    }

    private Work rotate(Function<KeyVersion, EncryptionPort> cipher) throws SQLException, IOException {
        KeyVersion next = node.replaceKey(workspaces);
        meters.tidy();
        return meters.measure(() -> node.reencrypt(cipher.apply(next), next, clients));
    }

    @Override
    public void close() throws SQLException {
        try (server;
                meters) {
            node.close();
        }
    }
}
