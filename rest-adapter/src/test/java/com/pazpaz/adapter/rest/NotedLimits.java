package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;
import java.util.ArrayList;
import java.util.List;

/** Keeps who exceeded which limit in memory: the name of the limit, and the user or the address. */
final class NotedLimits implements RecordExceededLimitUseCase {

    private final List<String> notes = new ArrayList<>();

    List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void exceeded(Caller caller, RequestLimit limit) {
        notes.add(limit + " " + caller.user());
    }

    @Override
    public void exceeded(Origin origin, RequestLimit limit) {
        notes.add(limit + " " + origin.address().orElseThrow());
    }
}
