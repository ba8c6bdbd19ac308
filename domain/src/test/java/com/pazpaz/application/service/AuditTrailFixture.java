package com.pazpaz.application.service;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.InMemoryAuditSealRepository;
import com.pazpaz.application.port.out.crypto.FakeCheckpoints;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.NoTransactions;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A trail of made-up events in memory, the node that seals it, and its verification. */
abstract class AuditTrailFixture {

    static final int MOST = 100;
    static final Duration OFFLINE = Duration.ofHours(1);

    final InMemoryAuditSealRepository seals = new InMemoryAuditSealRepository();
    final FakeEventAuthentication authentication = new FakeEventAuthentication();
    final FakeCheckpoints checkpoints = new FakeCheckpoints();
    final StoredEvidence evidence = new StoredEvidence();
    Instant now = Clients.NOW;
    final SealAuditTrailService sealing = newNode();
    final VerifyAuditTrailService verification =
            new VerifyAuditTrailService(seals, evidence, authentication, checkpoints, OFFLINE, Clients.CLOCK);

    SealAuditTrailService newNode() {
        return new SealAuditTrailService(seals, checkpoints, authentication, new NoTransactions(), () -> now);
    }

    void record(int count) {
        seals.wait(recorded(count));
    }

    List<SealedEvent> recorded(int count) {
        List<SealedEvent> waiting = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            AuditEvent event = new AuditEntry(Clients.caller(), Operation.LIST_KEYS).at(now);
            AuditedEvent audited = authentication.authenticate(event);
            long position = evidence.events.size() + 1L;
            evidence.events.put(position, audited);
            waiting.add(new SealedEvent(position, audited.mac()));
        }
        return waiting;
    }

    void sealTwice() {
        record(3);
        sealing.seal();
        record(2);
        sealing.seal();
    }

    List<Finding> findings() {
        return verification.verify(List.of(), MOST).findings();
    }
}
