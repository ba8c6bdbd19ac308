package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.WorkspaceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instants, on a node whose clock is set to a zone with summer time. */
class StoredTimesTest {

    private final TimeZone zone = TimeZone.getDefault();
    private final WorkspaceId workspace = newWorkspace();

    @BeforeEach
    void openInNewYork() {
        Keys.open(workspace);
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01T09:30:00.123456Z",
                "2026-03-08T07:30:00.000001Z", // the hour that is left out
                "2026-11-01T05:30:00.999999Z", // the hour that comes twice, once
                "2026-11-01T06:30:00.999999Z" // and again
            })
    void areStoredAndReadToTheMicrosecond(String text) throws SQLException {
        Instant time = Instant.parse(text);
        EncryptedClient template = registered(workspace);
        ClientHeader header =
                new ClientHeader(workspace, template.header().id(), true, true, 1, time, time.plusSeconds(1));
        EncryptedClient client = new EncryptedClient(
                header, template.keyVersion(), template.revision(), template.fields(), template.mac());

        Repositories.CLIENTS.insert(workspace, List.of(client));

        assertThat(Repositories.CLIENTS.find(workspace, header.id())).contains(client);
        try (Connection owner = TestDatabase.asOwner()) {
            assertThat(Sql.query(
                            owner,
                            "SELECT id FROM clients WHERE created_at = ?::text::timestamptz AND workspace_id = ?",
                            text,
                            workspace.value()))
                    .hasSize(1);
        }
    }
}
