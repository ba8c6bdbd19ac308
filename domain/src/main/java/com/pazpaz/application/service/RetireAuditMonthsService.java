package com.pazpaz.application.service;

import com.pazpaz.application.port.in.AuditRetentionException;
import com.pazpaz.application.port.in.RetireAuditMonthsUseCase;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditExportPort;
import com.pazpaz.application.port.out.audit.AuditExportPort.Export;
import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditRetirement;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import com.pazpaz.application.port.out.crypto.CheckpointPort.EventDigest;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Retires months of a trail that verifies, in the order in which the chain has their events. */
public final class RetireAuditMonthsService implements RetireAuditMonthsUseCase {

    private static final int SEALS_AT_A_TIME = 20;

    private final AccessControl access;
    private final AuditMonthRepository months;
    private final AuditSealRepository seals;
    private final AuditEvidencePort evidence;
    private final CheckpointPort checkpoints;
    private final VerifyAuditTrailUseCase verification;
    private final AuditExportPort exports;
    private final AuditRetention retention;
    private final InstantSource clock;

    public RetireAuditMonthsService(
            AccessControl access,
            AuditMonthRepository months,
            AuditSealRepository seals,
            AuditEvidencePort evidence,
            CheckpointPort checkpoints,
            VerifyAuditTrailUseCase verification,
            AuditExportPort exports,
            AuditRetention retention,
            InstantSource clock) {
        this.access = access;
        this.months = months;
        this.seals = seals;
        this.evidence = evidence;
        this.checkpoints = checkpoints;
        this.verification = verification;
        this.exports = exports;
        this.retention = retention;
        this.clock = clock;
    }

    @Override
    public void retire(Caller caller, YearMonth before, Consumer<RetiredMonth> retired) {
        access.require(caller, Operation.RETIRE_AUDIT_MONTH);
        YearMonth earliestKept = retention.earliestKept(now());
        if (before.isAfter(earliestKept)) {
            throw new AuditRetentionException("Events are kept for " + retention.years() + " years: " + earliestKept
                    + " is the latest month before which the trail may be retired");
        }
        List<YearMonth> due =
                months.months().stream().filter(month -> month.isBefore(before)).toList();
        if (!due.isEmpty() && !verification.verify(List.of(), 1).isClean()) {
            throw new AuditRetentionException("Nothing was retired, because not everything in the trail is as it was"
                    + " recorded. See what it is: ./pazpaz audit verify");
        }
        due.forEach(month -> retired.accept(retireOne(caller, month)));
    }

    /** The earlier of two clocks: one that is years ahead makes nothing old. */
    private Instant now() {
        Instant here = clock.instant();
        Instant there = months.now();
        return here.isBefore(there) ? here : there;
    }

    private RetiredMonth retireOne(Caller caller, YearMonth month) {
        try (Export export = exports.begin(month)
                .orElseThrow(() -> new AuditRetentionException("There is an export of " + month + " already, and "
                        + month + " is still in the trail. Move the export away, or give another directory"))) {
            EventDigest digest = checkpoints.digest();
            long count = export(month, export, digest);
            if (count != months.count(month)) {
                throw changed(month);
            }
            String sha256 = export.finish();
            AuditedEvent proof = access.proofOf(
                    caller,
                    Operation.RETIRE_AUDIT_MONTH,
                    entry -> entry.about(month)
                            .detail(AuditRetirement.MONTH, month)
                            .detail(AuditRetirement.COUNT, count)
                            .detail(AuditRetirement.DIGEST, digest.value())
                            .detail(AuditRetirement.EXPORT, sha256));
            return switch (months.retire(month, count, proof)) {
                case DONE -> new RetiredMonth(month, count, export.place());
                case CHANGED -> throw changed(month);
                case BUSY ->
                    throw new AuditRetentionException(month + " is still in the trail, because others kept it in"
                            + " use for too long. Remove " + export.place() + ", and try again when less is going on");
            };
        }
    }

    private static AuditRetentionException changed(YearMonth month) {
        return new AuditRetentionException(
                month + " has events that no seal holds, or was changed while it was exported."
                        + " See what it is: ./pazpaz audit verify");
    }

    private long export(YearMonth month, Export export, EventDigest digest) {
        long count = 0;
        long number = 0;
        List<AuditSeal> next = seals.after(number, SEALS_AT_A_TIME);
        while (!next.isEmpty()) {
            for (AuditSeal seal : next) {
                number = seal.number();
                count += export(month, seal, export, digest);
            }
            next = seals.after(number, SEALS_AT_A_TIME);
        }
        return count;
    }

    private long export(YearMonth month, AuditSeal seal, Export export, EventDigest digest) {
        if (month(seal.firstAt()).isAfter(month) || month(seal.lastAt()).isBefore(month)) {
            return 0;
        }
        long count = 0;
        Map<Long, AuditedEvent> stored = evidence.eventsOf(seal);
        for (SealedEvent sealed : seal.events()) {
            AuditedEvent event = stored.get(sealed.position());
            if (event != null && month(event.event().at()).equals(month)) {
                if (!event.mac().equals(sealed.mac()) || !access.isAuthentic(event)) {
                    throw changed(month);
                }
                export.add(sealed.position(), event);
                digest.add(sealed);
                count++;
            }
        }
        return count;
    }

    private static YearMonth month(Instant time) {
        return YearMonth.from(time.atOffset(ZoneOffset.UTC));
    }
}
