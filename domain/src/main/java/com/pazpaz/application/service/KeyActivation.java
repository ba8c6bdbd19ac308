package com.pazpaz.application.service;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Duration;
import java.util.List;

/** What must be so before a key becomes the active one. Each refusal says what to do first. */
final class KeyActivation {

    private final AccessControl access;
    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final NodeRepository nodes;
    private final KeyPolicy policy;
    private final ReencryptionRunRepository runs;

    KeyActivation(
            AccessControl access,
            KeyStorePort store,
            EncryptionKeyRepository registry,
            NodeRepository nodes,
            KeyPolicy policy,
            ReencryptionRunRepository runs) {
        this.access = access;
        this.store = store;
        this.registry = registry;
        this.nodes = nodes;
        this.policy = policy;
        this.runs = runs;
    }

    /** @throws KeyConflictException if anything is not so */
    void requireAll(KeyVersion version) {
        requireThatNoLaterOneWasActive(version);
        requireTheTimeOfTheDatabase();
        requireThatNothingIsReencrypted(version);
        requireThatABackupWasVerified(version);
        requireThatEveryNodeHasLoaded(version);
    }

    private void requireThatNoLaterOneWasActive(KeyVersion version) {
        registry.history().forEach((other, reached) -> {
            if (other.compareTo(version) > 0 && reached.containsKey(KeyState.ACTIVE)) {
                throw new KeyConflictException("Key " + other
                        + " has been active already, and keys become active in the"
                        + " order of their versions. Retire " + version + ", and go on with a key after " + other);
            }
        });
    }

    /** A key begins, and the one before ends, with the first event under it; what that is dated by must be right. */
    private void requireTheTimeOfTheDatabase() {
        Duration apart = Duration.between(registry.now(), access.now()).abs();
        if (apart.compareTo(VerifyAuditTrailService.GRACE) > 0) {
            throw new KeyConflictException("The clock of this machine and the database's are " + apart.toSeconds()
                    + " seconds apart, and what is recorded under a new key must be of the right time. Let both follow"
                    + " a time server, and try again");
        }
    }

    /** Which may begin at any time: asked again when the activation was refused. */
    void requireThatNothingIsReencrypted(KeyVersion version) {
        boolean anyActive = registry.findAll().stream().anyMatch(key -> key.state() == KeyState.ACTIVE);
        if (anyActive && runs.underWay().isPresent()) {
            throw new KeyConflictException(
                    "A re-encryption under the active key is under way. Wait for its end, or stop it," + " before key "
                            + version + " is activated");
        }
    }

    private void requireThatABackupWasVerified(KeyVersion version) {
        if (policy.backupRequired() && !registry.backupsVerified().containsKey(version)) {
            throw new KeyConflictException(
                    "No backup of key " + version + " was verified yet. Lost after its activation,"
                            + " it would take data with it. Run ./pazpaz keys backup, then ./pazpaz keys verify-backup");
        }
    }

    private void requireThatEveryNodeHasLoaded(KeyVersion version) {
        List<Node> alive = nodes.aliveWithin(NodePresenceService.ALIVE);
        if (alive.isEmpty() && !store.versions().contains(version)) {
            throw new KeyConflictException("No node is running, and the key store '" + store.name()
                    + "' does not hold key " + version + ". Put it there first");
        }
        List<String> missing = namesOf(alive, version, false);
        if (!missing.isEmpty()) {
            throw new KeyConflictException("Not every node has loaded key " + version + " yet: "
                    + String.join(", ", missing) + ". Put the key into the key store of these, and try again after"
                    + " their next refresh");
        }
    }

    /** The nodes that have a key, or have it not. */
    static List<String> namesOf(List<Node> nodes, KeyVersion version, boolean loaded) {
        return nodes.stream()
                .filter(node -> node.loaded().contains(version) == loaded)
                .map(Node::name)
                .toList();
    }
}
