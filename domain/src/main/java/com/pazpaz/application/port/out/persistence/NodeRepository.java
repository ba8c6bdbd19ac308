package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The nodes that share a database, and the keys that each has loaded. Every call is one transaction.
 *
 * <p>Thread-safe. Every method throws {@link DatabaseUnavailableException} if the database cannot be reached.
 */
public interface NodeRepository {

    /**
     * A running instance of PazPaz.
     *
     * @param instance new with each start
     * @param name by which operators know it
     * @param loaded the keys that it can read with
     */
    record Node(UUID instance, String name, Set<KeyVersion> loaded) {

        public Node {
            loaded = Set.copyOf(loaded);
        }
    }

    /** Notes that a node is alive just now, by the clock of the database, and what it has loaded. */
    void noteAlive(Node node);

    /** Forgets a node that stops. */
    void forget(UUID instance);

    /** The nodes that were alive within this time, by name. */
    List<Node> aliveWithin(Duration time);
}
