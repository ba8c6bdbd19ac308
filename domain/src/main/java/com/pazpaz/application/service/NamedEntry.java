package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/**
 * A client in a list, with its names as they are compared; for as long as it takes to put ids in order. A class and not a
 * record: a record would print the names.
 */
final class NamedEntry {

    /** By last name, first name and id. Names that cannot be read come last. */
    static final Comparator<NamedEntry> BY_NAME = Comparator.comparing((NamedEntry entry) -> entry.lastName)
            .thenComparing(entry -> entry.firstName)
            .thenComparing(entry -> entry.id.value(), NamedEntry::compareUnsigned);

    /** Sorts after every name that can be read. */
    private static final String UNREADABLE = String.valueOf(Character.MAX_VALUE);

    private final ClientId id;
    private final boolean active;
    private final String lastName;
    private final String firstName;

    private NamedEntry(ClientId id, boolean active, String lastName, String firstName) {
        this.id = id;
        this.active = active;
        this.lastName = lastName;
        this.firstName = firstName;
    }

    static NamedEntry of(EncryptionPort encryption, EncryptedName stored) {
        try {
            ClientName name = encryption.decrypt(stored);
            return new NamedEntry(stored.id(), stored.active(), key(name.lastName()), key(name.firstName()));
        } catch (UnreadableRecordException e) {
            return new NamedEntry(stored.id(), stored.active(), UNREADABLE, UNREADABLE);
        }
    }

    @RevealsPhi("names are compared, and forgotten as soon as the ids are in order")
    private static String key(Optional<Phi> name) {
        return name.map(phi -> NameKey.of(phi.reveal())).orElse("");
    }

    ClientId id() {
        return id;
    }

    boolean active() {
        return active;
    }

    /** The order of the bytes, which is that of the text form and of the database; {@link UUID} compares signed. */
    private static int compareUnsigned(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
