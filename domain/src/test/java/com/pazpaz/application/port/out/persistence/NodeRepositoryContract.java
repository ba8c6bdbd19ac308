package com.pazpaz.application.port.out.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link NodeRepository} does, that is empty to begin with. */
public abstract class NodeRepositoryContract {

    private static final Duration A_WHILE = Duration.ofMinutes(5);
    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

    private final Node first = new Node(UUID.randomUUID(), "first", Set.of(V1, V2));
    private final Node second = new Node(UUID.randomUUID(), "second", Set.of());

    protected abstract NodeRepository repository();

    @Test
    void knowsNobodyAtFirst() {
        assertThat(repository().aliveWithin(A_WHILE)).isEmpty();
    }

    @Test
    void knowsWhoIsAliveAndWhatEachHasLoaded() {
        repository().noteAlive(second);
        repository().noteAlive(first);

        assertThat(repository().aliveWithin(A_WHILE)).containsExactly(first, second);
    }

    @Test
    void goesByTheLatestReport() {
        repository().noteAlive(first);
        var later = new Node(first.instance(), "renamed", Set.of(V2));

        repository().noteAlive(later);

        assertThat(repository().aliveWithin(A_WHILE)).containsExactly(later);
    }

    @Test
    void forgetsWhoStops() {
        repository().noteAlive(first);
        repository().noteAlive(second);

        repository().forget(first.instance());
        repository().forget(UUID.randomUUID());

        assertThat(repository().aliveWithin(A_WHILE)).containsExactly(second);
    }
}
