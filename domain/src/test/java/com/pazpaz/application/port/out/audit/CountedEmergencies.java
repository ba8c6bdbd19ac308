package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.EmergencyReason;
import java.util.ArrayList;
import java.util.List;

/** Counts emergencies for a test. */
public final class CountedEmergencies implements EmergencyAccessMeterPort {

    private final List<EmergencyReason> granted = new ArrayList<>();
    private int used;

    @Override
    public void granted(EmergencyReason reason) {
        granted.add(reason);
    }

    @Override
    public void used() {
        used++;
    }

    public List<EmergencyReason> reasonsOfGranted() {
        return granted;
    }

    public int timesUsed() {
        return used;
    }
}
