package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a verification has found: each once, so many of each kind, and of which kinds there is more. */
final class Findings {

    private final int most;
    private final Set<Finding> named = new LinkedHashSet<>();
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Set<Fault> more = EnumSet.noneOf(Fault.class);

    /** @param most how many of each kind are named, from 1 */
    Findings(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("At least one finding of each kind is named");
        }
        this.most = most;
    }

    void add(Fault fault, String where) {
        add(new Finding(fault, where));
    }

    void add(Finding found) {
        if (named.contains(found)) {
            return;
        }
        if (counts.merge(found.fault(), 1, Integer::sum) <= most) {
            named.add(found);
        } else {
            more.add(found.fault());
        }
    }

    /** As many as have to be looked for to know whether there is more than is named. */
    int enough() {
        return most == Integer.MAX_VALUE ? most : most + 1;
    }

    List<Finding> named() {
        return List.copyOf(named);
    }

    Set<Fault> more() {
        return Set.copyOf(more);
    }
}
