package com.pazpaz.application.service;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Collection;
import java.util.stream.Collectors;

/** Several keys as a detail of an event, such as {@code v1 v2}. */
final class KeyNames {

    private KeyNames() {}

    static String of(Collection<KeyVersion> versions) {
        return versions.stream().sorted().map(KeyVersion::toString).collect(Collectors.joining(" "));
    }
}
