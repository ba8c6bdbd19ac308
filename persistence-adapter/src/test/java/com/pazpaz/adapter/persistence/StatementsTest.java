package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.edited;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.SessionEvent;
import org.eclipse.persistence.sessions.SessionEventAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many queries a call costs, besides the one that names the workspace. */
class StatementsTest {

    private final WorkspaceId workspace = newWorkspace();
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private final EntityManagerFactory factory = TestDatabase.entityManagers(1);
    private final EncryptedClientRepository repository = Repositories.clients(factory);
    private final List<EncryptedClient> stored = registered(workspace, 20);

    @BeforeEach
    void listen() {
        Keys.open(workspace);
        repository.insert(workspace, stored);
        factory.unwrap(Session.class).getEventManager().addListener(new SessionEventAdapter() {
            @Override
            public void preExecuteQuery(SessionEvent event) {
                queries.add(event.getQuery().getClass().getSimpleName());
            }
        });
    }

    @AfterEach
    void close() {
        factory.close();
    }

    @Test
    void findingManyClientsIsOneQuery() {
        repository.findAll(
                workspace, stored.stream().map(client -> client.header().id()).toList());

        assertThat(queries).containsExactly("DataReadQuery", "ReadAllQuery");
    }

    @Test
    void aBatchOfNamesIsOneQuery() {
        repository.findNextNames(workspace, Optional.empty(), 100);

        assertThat(queries).containsExactly("DataReadQuery", "ReportQuery");
    }

    @Test
    void insertingReadsNothingButTheOrderRevision() {
        repository.insert(workspace, registered(workspace, 5));

        assertThat(queries)
                .startsWith("DataReadQuery")
                .endsWith("DataModifyQuery")
                .filteredOn(query -> query.contains("Read") || query.contains("Report"))
                .containsExactly("DataReadQuery", "DataReadQuery");
    }

    @Test
    void replacingReadsNothingButTheOrderRevision() {
        repository.replace(edited(stored.get(0)), true);

        assertThat(queries).containsExactly("DataReadQuery", "DataReadQuery", "UpdateAllQuery", "DataModifyQuery");
    }
}
