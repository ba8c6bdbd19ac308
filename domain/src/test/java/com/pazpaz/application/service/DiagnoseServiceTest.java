package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.DiagnoseUseCase.Finding;
import com.pazpaz.application.port.in.DiagnoseUseCase.Severity;
import com.pazpaz.application.port.out.crypto.FakeKeyring;
import com.pazpaz.application.port.out.keys.InMemoryKeyStore;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.persistence.DatabaseDiagnosisPort.Diagnosis;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnoseServiceTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    /** The registry in memory knows no other time. */
    private static final Instant NOW = Instant.EPOCH;

    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    private final KeyRefreshService refresh = new KeyRefreshService(
            store,
            registry,
            new FakeKeyring(),
            new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
            KeyPolicies.RELAXED);
    private Optional<String> databaseProblem = Optional.empty();
    private Diagnosis database = new Diagnosis(List.of(), true, false, NOW);

    @BeforeEach
    void startWithOneKey() {
        store.put(V1, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();
        registry.noteBackupVerified(Set.of(V1));
    }

    private List<Finding> diagnose(KeyPolicy policy, Instant now) {
        return new DiagnoseService(
                        () -> databaseProblem,
                        () -> database,
                        registry,
                        refresh,
                        policy,
                        Clock.fixed(now, ZoneOffset.UTC))
                .diagnose();
    }

    private List<Finding> diagnose() {
        return diagnose(KeyPolicies.STRICT, NOW);
    }

    private static List<String> notWell(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .map(finding -> finding.severity() + " " + finding.subject() + ": " + finding.text())
                .toList();
    }

    @Test
    void findsAHealthyInstallationHealthy() {
        assertThat(diagnose())
                .allMatch(finding -> finding.severity() == Severity.OK)
                .extracting(Finding::subject)
                .containsExactly("database", "database log", "database connection", "clock", "key store", "key v1");
    }

    @Test
    void endsWithADatabaseThatIsNotThere() {
        databaseProblem = Optional.of("The database has no schema");

        assertThat(notWell(diagnose())).containsExactly("FAILURE database: The database has no schema");
    }

    @Test
    void namesSettingsThatLetValuesIntoTheLog() {
        database = new Diagnosis(List.of("set this", "set that"), true, false, NOW);

        assertThat(notWell(diagnose()))
                .containsExactly("WARNING database log: set this", "WARNING database log: set that");
    }

    @Test
    void refusesAConnectionInTheClearUnlessItStaysOnTheMachine() {
        database = new Diagnosis(List.of(), false, true, NOW);
        assertThat(notWell(diagnose())).isEmpty();

        database = new Diagnosis(List.of(), false, false, NOW);
        assertThat(notWell(diagnose()))
                .singleElement()
                .asString()
                .contains("FAILURE database connection")
                .contains("verify-full");
    }

    @Test
    void comparesTheClocks() {
        database = new Diagnosis(List.of(), true, false, NOW.minusSeconds(5));
        assertThat(notWell(diagnose())).isEmpty();

        database = new Diagnosis(List.of(), true, false, NOW.plusSeconds(6));
        assertThat(notWell(diagnose()))
                .singleElement()
                .asString()
                .startsWith("WARNING clock: differs from the database's by 6 seconds");
    }

    @Test
    void saysWhatIsWrongWithTheKeyStore() {
        store.remove(V1);

        assertThat(notWell(diagnose())).singleElement().asString().startsWith("FAILURE key store: Key v1 is ACTIVE");
    }

    @Test
    void saysThatAKeyStoreIsOutOfReach() {
        store.becomeUnavailable();
        KeyRefreshService fresh = new KeyRefreshService(
                store,
                registry,
                new FakeKeyring(),
                new OfflineLimit(Duration.ofHours(1), Clients.CLOCK),
                KeyPolicies.RELAXED);

        var findings = new DiagnoseService(
                        () -> databaseProblem,
                        () -> database,
                        registry,
                        fresh,
                        KeyPolicies.STRICT,
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .diagnose();

        assertThat(notWell(findings)).singleElement().asString().contains("FAILURE key store");
    }

    @Test
    void missesAnActiveKeyAndMindsALeakedOneThatIsNeeded() {
        registry.compromise(V1, Clients.caller().user(), Optional.empty());
        registry.count(V1, Map.of(Clients.caller().workspace(), 7L));

        assertThat(notWell(diagnose()))
                .satisfiesExactly(
                        active -> assertThat(active).startsWith("FAILURE active key: none"),
                        leaked -> assertThat(leaked).startsWith("FAILURE key v1: compromised, and 7 records"));
    }

    @Test
    void doesNotMindALeakedKeyThatNothingNeeds() {
        store.put(V2, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();
        registry.noteBackupVerified(Set.of(V2));
        registry.activate(V2);
        registry.compromise(V1, Clients.caller().user(), Optional.empty());

        assertThat(notWell(diagnose())).isEmpty();
    }

    @Test
    void passesDestroyedKeysOver() {
        store.put(V2, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();
        registry.noteBackupVerified(Set.of(V2));
        registry.activate(V2);
        registry.destroy(V1);

        assertThat(diagnose()).extracting(Finding::subject).contains("key v2").doesNotContain("key v1");
    }

    @Test
    void missesAVerifiedBackupAsMuchAsThePolicyDoes() {
        store.put(V2, new byte[KeyMaterial.LENGTH]);
        refresh.refresh();

        assertThat(notWell(diagnose())).singleElement().asString().startsWith("FAILURE key v2: no backup");
        assertThat(notWell(diagnose(KeyPolicies.RELAXED, NOW)))
                .singleElement()
                .asString()
                .startsWith("WARNING key v2: no backup");
    }

    @Test
    void warnsOfAKeyThatIsTooOld() {
        database = new Diagnosis(List.of(), true, false, NOW.plus(Duration.ofDays(366)));

        assertThat(notWell(diagnose(KeyPolicies.STRICT, NOW.plus(Duration.ofDays(366)))))
                .singleElement()
                .asString()
                .startsWith("WARNING key v1: active for more than 365 days");
    }
}
