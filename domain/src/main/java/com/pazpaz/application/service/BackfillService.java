package com.pazpaz.application.service;

import com.pazpaz.application.port.in.BackfillUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.persistence.MigrationRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.domain.model.MigrationPhase;

/** Hands out shares of the backfill. */
public final class BackfillService implements BackfillUseCase {

    private final MigrationRepository rows;
    private final NodeRepository nodes;
    private final RefreshKeysUseCase keys;
    private final Pauses pauses;

    public BackfillService(MigrationRepository rows, NodeRepository nodes, RefreshKeysUseCase keys, Pauses pauses) {
        this.rows = rows;
        this.nodes = nodes;
        this.keys = keys;
        this.pauses = pauses;
    }

    @Override
    public boolean isWanted() {
        return rows.phase().filter(MigrationPhase::backfills).isPresent();
    }

    @Override
    public WorkShare share(int index) {
        return new BackfillShare(index, rows, nodes, new ActiveKey(keys), pauses);
    }
}
