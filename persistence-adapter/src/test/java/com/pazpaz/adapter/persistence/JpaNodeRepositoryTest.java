package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.NodeRepositoryContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JpaNodeRepositoryTest extends NodeRepositoryContract {

    @BeforeEach
    @AfterEach
    void forgetEverything() {
        Keys.forgetEverything();
    }

    @Override
    protected NodeRepository repository() {
        return Repositories.NODES;
    }

    @Test
    void takesANodeThatIsSilentForGone() throws SQLException {
        repository().noteAlive(new NodeRepository.Node(UUID.randomUUID(), "silent", Set.of()));
        try (Connection owner = TestDatabase.asOwner()) {
            // The database says itself when it sees a node.
            Sql.execute(owner, "ALTER TABLE nodes DISABLE TRIGGER see_node_now");
            Sql.execute(owner, "UPDATE nodes SET seen_at = seen_at - interval '31 seconds'");
            Sql.execute(owner, "ALTER TABLE nodes ENABLE TRIGGER see_node_now");
        }

        assertThat(repository().aliveWithin(Duration.ofSeconds(30))).isEmpty();
        assertThat(repository().aliveWithin(Duration.ofSeconds(60))).hasSize(1);
    }
}
