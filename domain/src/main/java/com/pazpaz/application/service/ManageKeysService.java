package com.pazpaz.application.service;

import com.pazpaz.application.port.in.KeyConflictException;
import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.application.port.out.keys.KeyEventPort;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository.Node;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.WorkspaceId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Leads keys through their states. The database decides about states and uses, whatever races; the store holds the keys.
 */
public final class ManageKeysService implements ManageKeysUseCase {

    private final AccessControl access;
    private final KeyStorePort store;
    private final EncryptionKeyRepository registry;
    private final NodeRepository nodes;
    private final RefreshKeysUseCase refresh;
    private final KeyEventPort events;
    private final KeyActivation activation;
    private final SecureRandom random = new SecureRandom();

    public ManageKeysService(
            AccessControl access,
            KeyStorePort store,
            EncryptionKeyRepository registry,
            NodeRepository nodes,
            RefreshKeysUseCase refresh,
            KeyEventPort events,
            KeyPolicy policy,
            ReencryptionRunRepository runs) {
        this.access = access;
        this.store = store;
        this.registry = registry;
        this.nodes = nodes;
        this.refresh = refresh;
        this.events = events;
        this.activation = new KeyActivation(access, store, registry, nodes, policy, runs);
    }

    @Override
    public List<KeyStatus> list(Caller by) {
        access.require(by, Operation.LIST_KEYS);
        return statuses();
    }

    private List<KeyStatus> statuses() {
        var history = registry.history();
        var verified = registry.backupsVerified();
        var records = registry.recordCounts();
        var compromises = registry.compromises();
        List<Node> alive = nodes.aliveWithin(NodePresenceService.ALIVE);
        return registry.findAll().stream()
                .map(key -> new KeyStatus(
                        key.version(),
                        key.state(),
                        history.getOrDefault(key.version(), Map.of()),
                        Optional.ofNullable(verified.get(key.version())),
                        records.getOrDefault(key.version(), Map.of()),
                        KeyActivation.namesOf(alive, key.version(), true),
                        KeyActivation.namesOf(alive, key.version(), false),
                        Optional.ofNullable(compromises.get(key.version()))))
                .toList();
    }

    @Override
    public KeyStatus createFirst(Caller by) {
        access.require(by, Operation.CREATE_KEY);
        List<EncryptionKey> registered = registry.findAll();
        if (registered.stream().anyMatch(key -> key.state() != KeyState.PRE_ACTIVE)) {
            throw new KeyConflictException("There are keys already. Create the next one: ./pazpaz keys create");
        }
        if (!registered.isEmpty()) {
            throw new KeyConflictException("Key " + registered.get(0).version() + " is there already, and registered."
                    + " Go on with ./pazpaz keys backup");
        }
        return create(by, new KeyVersion(1));
    }

    @Override
    public KeyStatus create(Caller by) {
        access.require(by, Operation.CREATE_KEY);
        return create(by, next());
    }

    private KeyStatus create(Caller by, KeyVersion version) {
        WritableKeyStore writable = store.writable()
                .orElseThrow(() -> new KeyConflictException("The key store '" + store.name()
                        + "' takes no keys. Put key " + version
                        + " there by its own means, on every node; it is registered at the next refresh"));
        if (access.isRecording()) {
            access.note(by, Operation.CREATE_KEY, entry -> entry.about(version));
        }
        byte[] bytes = new byte[KeyMaterial.LENGTH];
        random.nextBytes(bytes);
        try (KeyMaterial key = new KeyMaterial(bytes)) {
            writable.add(version, key);
        } catch (KeyExistsException e) {
            throw new KeyConflictException("The key store '" + store.name() + "' holds key " + version
                    + " already, perhaps since a moment ago. Look at the keys again: ./pazpaz keys list");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        events.changed(by.user(), version, KeyState.PRE_ACTIVE, Optional.empty());
        // Registers it with the check value of what the store gives back.
        refresh.refresh();
        return statuses().stream()
                .filter(key -> key.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new KeyConflictException("Key " + version + " is in the key store '" + store.name()
                        + "' and could not be registered, because the keys are not in order. Create no other one;"
                        + " ./pazpaz keys doctor says what is wrong"));
    }

    private KeyVersion next() {
        Set<KeyVersion> taken = new HashSet<>(store.versions());
        registry.findAll().forEach(key -> taken.add(key.version()));
        return new KeyVersion(taken.stream().mapToInt(KeyVersion::number).max().orElse(0) + 1);
    }

    @Override
    public KeyStatus activate(Caller by, KeyVersion version) {
        access.require(by, Operation.ACTIVATE_KEY);
        KeyState state = stateOf(version);
        if (state != KeyState.ACTIVE) {
            requireThatItMayBecome(version, state, KeyState.ACTIVE);
            activation.requireAll(version);
            if (access.isRecording()) {
                onRecord(by, Operation.ACTIVATE_KEY, version, () -> {
                    boolean activated = registry.activate(version);
                    if (!activated) {
                        activation.requireThatNothingIsReencrypted(version);
                    }
                    return activated;
                });
                refresh.refresh();
            } else {
                activateFirst(by, version);
            }
            events.changed(by.user(), version, KeyState.ACTIVE, Optional.empty());
        }
        return find(version);
    }

    /** Only the first key lets anything be put on record, so its own activation comes before. */
    private void activateFirst(Caller by, KeyVersion version) {
        if (!registry.activate(version)) {
            throw changedMeanwhile(version);
        }
        refresh.refresh();
        access.note(by, Operation.ACTIVATE_KEY, entry -> entry.about(version));
    }

    private void onRecord(Caller by, Operation operation, KeyVersion version, BooleanSupplier change) {
        if (!access.onRecordIfDone(by, operation, entry -> {
            entry.about(version);
            return change.getAsBoolean();
        })) {
            throw changedMeanwhile(version);
        }
    }

    @Override
    public KeyStatus deactivate(Caller by, KeyVersion version) {
        access.require(by, Operation.DEACTIVATE_KEY);
        KeyState state = stateOf(version);
        if (state == KeyState.ACTIVE) {
            throw new KeyConflictException("Key " + version + " is the active key, and nothing could be stored without"
                    + " one. Activate another key, which deactivates this one");
        }
        if (state != KeyState.DEACTIVATED) {
            throw illegal(version, state, KeyState.DEACTIVATED);
        }
        return find(version);
    }

    @Override
    public KeyStatus compromise(Caller by, KeyVersion version, Optional<CompromiseReason> reason) {
        access.require(by, Operation.COMPROMISE_KEY);
        KeyState state = stateOf(version);
        if (state != KeyState.COMPROMISED) {
            requireThatItMayBecome(version, state, KeyState.COMPROMISED);
        }
        boolean marked = access.onRecordIfDone(by, Operation.COMPROMISE_KEY, entry -> {
            entry.about(version);
            return registry.compromise(version, by.user(), reason);
        });
        if (marked) {
            refresh.refresh();
            events.changed(by.user(), version, KeyState.COMPROMISED, reason);
        } else if (state != KeyState.COMPROMISED) {
            throw changedMeanwhile(version);
        }
        return find(version);
    }

    @Override
    public KeyStatus retire(Caller by, KeyVersion version) {
        access.require(by, Operation.RETIRE_KEY);
        KeyState state = stateOf(version);
        if (state != KeyState.DESTROYED) {
            requireThatItMayBecome(version, state, KeyState.DESTROYED);
            requireThatNothingNeeds(version);
            onRecord(by, Operation.RETIRE_KEY, version, () -> {
                boolean destroyed = registry.destroy(version);
                if (!destroyed) {
                    requireThatNothingNeeds(version);
                }
                return destroyed;
            });
            refresh.refresh();
            events.changed(by.user(), version, KeyState.DESTROYED, Optional.empty());
        }
        // Repeated when it failed after the state had been set.
        store.writable().ifPresent(writable -> writable.delete(version));
        return find(version);
    }

    private void requireThatNothingNeeds(KeyVersion version) {
        Map<WorkspaceId, Long> records = registry.recordCounts().getOrDefault(version, Map.of());
        if (!records.isEmpty()) {
            long sum = records.values().stream().mapToLong(Long::longValue).sum();
            throw new KeyConflictException(
                    "Key " + version + " is needed to read " + sum + " records of " + records.size()
                            + " workspaces. Re-encrypt them under the active key first",
                    records);
        }
        if (access.isProvedBy(version)) {
            throw new KeyConflictException("Key " + version + " still protects the keys of the audit trail. A node that"
                    + " has it and the active key loaded protects them anew as soon as it puts something on record;"
                    + " try again then");
        }
    }

    private KeyState stateOf(KeyVersion version) {
        return registry.findAll().stream()
                .filter(key -> key.version().equals(version))
                .map(EncryptionKey::state)
                .findFirst()
                .orElseThrow(UnknownKeyException::new);
    }

    private KeyStatus find(KeyVersion version) {
        return statuses().stream()
                .filter(key -> key.version().equals(version))
                .findFirst()
                .orElseThrow(UnknownKeyException::new);
    }

    private static void requireThatItMayBecome(KeyVersion version, KeyState state, KeyState next) {
        if (!state.mayBecome(next)) {
            throw illegal(version, state, next);
        }
    }

    private static KeyConflictException illegal(KeyVersion version, KeyState state, KeyState next) {
        String allowed = Arrays.stream(KeyState.values())
                .filter(state::mayBecome)
                .map(KeyState::name)
                .collect(Collectors.joining(" or "));
        return new KeyConflictException("Key " + version + " is " + state + " and cannot become " + next
                + (allowed.isEmpty() ? "" : ", only " + allowed));
    }

    private static KeyConflictException changedMeanwhile(KeyVersion version) {
        return new KeyConflictException("Someone else changed key " + version + " meanwhile. Look at it again");
    }
}
