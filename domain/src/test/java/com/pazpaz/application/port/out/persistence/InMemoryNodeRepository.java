package com.pazpaz.application.port.out.persistence;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Nodes that are alive from the time they say so until they are forgotten. Thread-safe. */
public final class InMemoryNodeRepository implements NodeRepository {

    private final Map<UUID, Node> nodes = new HashMap<>();

    @Override
    public synchronized void noteAlive(Node node) {
        nodes.put(node.instance(), node);
    }

    @Override
    public synchronized void forget(UUID instance) {
        nodes.remove(instance);
    }

    @Override
    public synchronized List<Node> aliveWithin(Duration time) {
        return nodes.values().stream().sorted(Comparator.comparing(Node::name)).toList();
    }
}
