package com.pazpaz.application.service;

import com.pazpaz.application.port.in.DiagnoseUseCase;
import com.pazpaz.application.port.out.persistence.DatabaseDiagnosisPort;
import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.model.KeyState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks one part after the other; without a database there is nothing to compare the keys with. */
public final class DiagnoseService implements DiagnoseUseCase {

    /** More, and times in logs and tokens no longer fit together. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final DatabaseHealthPort health;
    private final DatabaseDiagnosisPort database;
    private final EncryptionKeyRepository registry;
    private final KeyRefreshService refresh;
    private final KeyPolicy policy;
    private final Clock clock;

    public DiagnoseService(
            DatabaseHealthPort health,
            DatabaseDiagnosisPort database,
            EncryptionKeyRepository registry,
            KeyRefreshService refresh,
            KeyPolicy policy,
            Clock clock) {
        this.health = health;
        this.database = database;
        this.registry = registry;
        this.refresh = refresh;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public List<Finding> diagnose() {
        Optional<String> problem = health.problem();
        if (problem.isPresent()) {
            return List.of(new Finding("database", Severity.FAILURE, problem.get()));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(ok("database", "reachable, with the schema that this PazPaz needs"));
        examineDatabase(findings);
        examineStore(findings);
        List<EncryptionKey> keys = registry.findAll();
        if (keys.stream().noneMatch(key -> key.state() == KeyState.ACTIVE)) {
            findings.add(new Finding(
                    "active key",
                    Severity.FAILURE,
                    "none: nothing can be stored. Activate one:" + " ./pazpaz keys activate"));
        }
        examineKeys(keys, findings);
        return findings;
    }

    private void examineDatabase(List<Finding> findings) {
        DatabaseDiagnosisPort.Diagnosis found = database.diagnose();
        found.logWarnings().forEach(warning -> findings.add(new Finding("database log", Severity.WARNING, warning)));
        if (found.logWarnings().isEmpty()) {
            findings.add(ok("database log", "quotes no rows"));
        }
        if (found.encrypted() || found.local()) {
            findings.add(ok("database connection", found.encrypted() ? "encrypted" : "stays on this machine"));
        } else {
            findings.add(new Finding(
                    "database connection",
                    Severity.FAILURE,
                    "not encrypted, and goes over a network." + " Set PAZPAZ_DB_SSLMODE=verify-full"));
        }
        Duration apart = Duration.between(found.time(), clock.instant()).abs();
        findings.add(
                apart.compareTo(CLOCK_TOLERANCE) <= 0
                        ? ok("clock", "agrees with the database's")
                        : new Finding(
                                "clock",
                                Severity.WARNING,
                                "differs from the database's by " + apart.toSeconds()
                                        + " seconds. Let both follow a time server"));
    }

    private void examineStore(List<Finding> findings) {
        refresh.refresh();
        findings.add(refresh.problem()
                .map(problem -> new Finding("key store", Severity.FAILURE, problem))
                .orElseGet(() -> ok("key store", "holds every key that is needed, and each matches its check value")));
    }

    private void examineKeys(List<EncryptionKey> keys, List<Finding> findings) {
        var history = registry.history();
        var verified = registry.backupsVerified();
        var records = registry.recordCounts();
        for (EncryptionKey key : keys) {
            if (key.state() == KeyState.DESTROYED) {
                continue;
            }
            String subject = "key " + key.version();
            List<Finding> ofKey = new ArrayList<>();
            if (!verified.containsKey(key.version())) {
                ofKey.add(new Finding(
                        subject,
                        policy.backupRequired() ? Severity.FAILURE : Severity.WARNING,
                        "no backup of it was ever verified. Run ./pazpaz keys backup, then verify-backup"));
            }
            tooOld(key, history.getOrDefault(key.version(), Map.of()))
                    .ifPresent(text -> ofKey.add(new Finding(subject, Severity.WARNING, text)));
            leaked(
                            key,
                            records.getOrDefault(key.version(), Map.of()).values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                    .ifPresent(text -> ofKey.add(new Finding(subject, Severity.FAILURE, text)));
            findings.addAll(ofKey.isEmpty() ? List.of(ok(subject, key.state() + ", backed up")) : ofKey);
        }
    }

    private Optional<String> tooOld(EncryptionKey key, Map<KeyState, Instant> reached) {
        return Optional.ofNullable(reached.get(KeyState.ACTIVE))
                .filter(activated -> key.state() == KeyState.ACTIVE)
                .filter(activated -> activated.plus(policy.maxAge()).isBefore(clock.instant()))
                .map(activated -> "active for more than " + policy.maxAge().toDays()
                        + " days. Create, back up and activate another");
    }

    private static Optional<String> leaked(EncryptionKey key, long records) {
        return Optional.of(records)
                .filter(count -> key.state() == KeyState.COMPROMISED && count > 0)
                .map(count -> "compromised, and " + count + " records are still encrypted under it. Re-encrypt them");
    }

    private static Finding ok(String subject, String text) {
        return new Finding(subject, Severity.OK, text);
    }
}
