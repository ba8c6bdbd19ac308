package com.pazpaz.domain.phi;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The person treated, in plaintext. What is stored of it is an {@code EncryptedClient}. Immutable. */
public final class Client {

    private static final Set<ClientField> ALL = Set.of(ClientField.values());

    private final ClientHeader header;
    private final Map<ClientField, Phi> values;
    private final Set<ClientField> shown;

    /** A client as it was read: whatever values it has are kept as they are. */
    public Client(ClientHeader header, Map<ClientField, Phi> values) {
        this(header, values, ALL);
    }

    /** @param shown the fields that may be seen; values of others are dropped */
    private Client(ClientHeader header, Map<ClientField, Phi> values, Set<ClientField> shown) {
        this.header = Objects.requireNonNull(header, "header");
        this.shown = shown;
        Map<ClientField, Phi> copy = new EnumMap<>(ClientField.class);
        values.forEach((field, value) -> {
            if (shown.contains(field)) {
                copy.put(field, value);
            }
        });
        this.values = Collections.unmodifiableMap(copy);
    }

    /**
     * A new client, active and without consent unless the changes say otherwise.
     *
     * @param changes with every required field
     */
    public static Client register(WorkspaceId workspace, ClientChanges changes, Instant now) {
        var header = new ClientHeader(
                workspace,
                ClientId.random(),
                changes.consentStatus().orElse(false),
                changes.active().orElse(true),
                1,
                now,
                now);
        return new Client(header, changes.appliedTo(Map.of()));
    }

    /** This client to someone who may see these fields and no others. */
    public Client showing(Set<ClientField> fields) {
        return shown.equals(fields) ? this : new Client(header, values, Set.copyOf(fields));
    }

    /** The fields that may be seen, whether they have a value or not. */
    public Set<ClientField> shown() {
        return shown;
    }

    /**
     * This client after one edit.
     *
     * @throws IllegalStateException if fields are not shown: they would be lost
     */
    public Client edit(ClientChanges changes, Instant now) {
        if (!shown.equals(ALL)) {
            throw new IllegalStateException("A client that is shown in part cannot be edited");
        }
        var edited = header.edited(
                changes.consentStatus().orElse(header.consentStatus()),
                changes.active().orElse(header.active()),
                now);
        return new Client(edited, changes.appliedTo(values));
    }

    public ClientHeader header() {
        return header;
    }

    public ClientId id() {
        return header.id();
    }

    /** The values of the fields that are present. */
    public Map<ClientField, Phi> values() {
        return values;
    }

    /** The value of one field, if it is present. */
    public Optional<Phi> value(ClientField field) {
        return Optional.ofNullable(values.get(field));
    }

    /** Whether the two have the same place in a list: names and activity are the same. */
    public boolean isListedLike(Client other) {
        return header.active() == other.header.active()
                && value(ClientField.LAST_NAME).equals(other.value(ClientField.LAST_NAME))
                && value(ClientField.FIRST_NAME).equals(other.value(ClientField.FIRST_NAME));
    }

    /** The id and nothing of the values. */
    @Override
    public String toString() {
        return "Client[" + header.id() + ", redacted]";
    }
}
