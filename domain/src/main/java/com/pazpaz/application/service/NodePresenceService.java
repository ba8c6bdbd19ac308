package com.pazpaz.application.service;

import com.pazpaz.application.port.in.ReportPresenceUseCase;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import java.time.Duration;
import java.util.UUID;

/** Reports what the keys of this node are. */
public final class NodePresenceService implements ReportPresenceUseCase {

    /** A node that has not reported for so long is taken for gone. It checks its keys anew should it come back. */
    public static final Duration ALIVE = Duration.ofSeconds(30);

    private final NodeRepository nodes;
    private final KeyRefreshService keys;
    private final String name;
    private final UUID instance = UUID.randomUUID();

    /** @param name by which operators know this node */
    public NodePresenceService(NodeRepository nodes, KeyRefreshService keys, String name) {
        this.nodes = nodes;
        this.keys = keys;
        this.name = name;
    }

    @Override
    public void report() {
        nodes.noteAlive(new Node(instance, name, keys.loaded()));
    }

    @Override
    public void leave() {
        nodes.forget(instance);
    }
}
