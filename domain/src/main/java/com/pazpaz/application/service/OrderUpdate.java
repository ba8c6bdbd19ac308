package com.pazpaz.application.service;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Moves the few clients that changed to their places among names that are in order already: each takes as many decrypted
 * names as halving the list takes steps.
 */
final class OrderUpdate {

    private final EncryptionPort encryption;

    OrderUpdate(EncryptionPort encryption) {
        this.encryption = encryption;
    }

    /**
     * All names in order.
     *
     * @param ordered as it was before the change
     * @param changed as they are now, whether they were among the ordered or not
     */
    List<EncryptedName> merge(List<EncryptedName> ordered, List<EncryptedName> changed) {
        Map<ClientId, NamedEntry> moved =
                changed.stream().collect(Collectors.toMap(EncryptedName::id, name -> NamedEntry.of(encryption, name)));
        List<EncryptedName> others =
                ordered.stream().filter(name -> !moved.containsKey(name.id())).toList();
        List<EncryptedName> arriving = changed.stream()
                .sorted(Comparator.comparing(name -> entryOf(moved, name), NamedEntry.BY_NAME))
                .toList();

        List<EncryptedName> merged = new ArrayList<>(others.size() + arriving.size());
        int taken = 0;
        for (EncryptedName name : arriving) {
            int place = placeOf(entryOf(moved, name), others, taken);
            merged.addAll(others.subList(taken, place));
            merged.add(name);
            taken = place;
        }
        merged.addAll(others.subList(taken, others.size()));
        return merged;
    }

    private NamedEntry entryOf(Map<ClientId, NamedEntry> moved, EncryptedName name) {
        NamedEntry known = moved.get(name.id());
        return known == null ? NamedEntry.of(encryption, name) : known;
    }

    /** How many of the others come before this one, which is not before the first ones. */
    private int placeOf(NamedEntry entry, List<EncryptedName> others, int first) {
        int low = first;
        int high = others.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (NamedEntry.BY_NAME.compare(NamedEntry.of(encryption, others.get(middle)), entry) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
