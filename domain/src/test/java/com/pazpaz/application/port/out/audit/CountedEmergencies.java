package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.EmergencyReason;
import java.util.ArrayList;
import java.util.List;

/** Counts emergencies for a test. Thread-safe. */
public final class CountedEmergencies implements EmergencyAccessMeterPort {

    private final List<EmergencyReason> granted = new ArrayList<>();
    private int used;

    @Override
    public synchronized void granted(EmergencyReason reason) {
        granted.add(reason);
    }

    @Override
    public synchronized void used() {
        used++;
    }

    public synchronized List<EmergencyReason> reasonsOfGranted() {
        return List.copyOf(granted);
    }

    public synchronized int timesUsed() {
        return used;
    }
}
