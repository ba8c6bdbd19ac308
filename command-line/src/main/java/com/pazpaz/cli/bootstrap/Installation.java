package com.pazpaz.cli.bootstrap;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.AuditChain;
import com.pazpaz.adapter.crypto.AuditKeyring;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.adapter.crypto.PythonFieldCipher;
import com.pazpaz.adapter.keystore.KeyStores;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.application.port.in.BackUpKeysUseCase;
import com.pazpaz.application.port.in.DiagnoseUseCase;
import com.pazpaz.application.port.in.ListInstallationEventsUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageReencryptionsUseCase;
import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.in.ReportIncidentUseCase;
import com.pazpaz.application.port.in.RestoreKeysUseCase;
import com.pazpaz.application.port.in.RetireAuditMonthsUseCase;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase;
import com.pazpaz.application.port.in.VerifyBackupUseCase;
import com.pazpaz.application.port.in.WorkShare;
import com.pazpaz.application.port.out.audit.AuditExportPort;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.KeyBackupSource;
import com.pazpaz.application.port.out.keys.KeyBackupTarget;
import com.pazpaz.application.port.out.keys.KeyEventPort;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.ReencryptionMeterPort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.AuditRetention;
import com.pazpaz.application.service.BackUpKeysService;
import com.pazpaz.application.service.DiagnoseService;
import com.pazpaz.application.service.KeyPolicy;
import com.pazpaz.application.service.KeyRefreshService;
import com.pazpaz.application.service.ListInstallationEventsService;
import com.pazpaz.application.service.ManageKeysService;
import com.pazpaz.application.service.ManageReencryptionsService;
import com.pazpaz.application.service.NodePresenceService;
import com.pazpaz.application.service.OfflineLimit;
import com.pazpaz.application.service.Pauses;
import com.pazpaz.application.service.ReadBackShare;
import com.pazpaz.application.service.ReencryptService;
import com.pazpaz.application.service.ReportIncidentService;
import com.pazpaz.application.service.RestoreKeysService;
import com.pazpaz.application.service.RetireAuditMonthsService;
import com.pazpaz.application.service.SealAuditTrailService;
import com.pazpaz.application.service.VerifyAuditTrailService;
import com.pazpaz.application.service.VerifyBackupService;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The installation that settings describe: its database and its key store, seen from outside of a server. */
public final class Installation implements AutoCloseable {

    /** Two for each thread that re-encrypts: one is for what a call does in a transaction of its own. */
    private static final int CONNECTIONS = 2 * ReencryptionLimits.MAX_PARALLELISM + 2;

    /** No command takes as long. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Map<String, String> settings;
    private final StandalonePersistence database;
    private final EncryptionKeyRepository registry;
    private final KeyStorePort store;
    private final CryptoProvider provider;
    private final Keyring keyring;
    private final AuditKeyring auditKeys;
    private final AccessControl access;
    private final ManageReencryptionsUseCase reencryptions;
    private final KeyRefreshService refresh;
    private final KeyPolicy policy;
    private final ReadBackShare readBack;
    private final Optional<SchemaOwner> owner;
    private final AuditRetention retention;
    private final Duration offline;
    private final Clock clock = Clock.systemUTC();
    private int workers;

    private Installation(Map<String, String> settings) {
        this.settings = settings;
        DatabaseAddress address = DatabaseAddress.from(settings);
        policy = KeyPolicy.from(settings);
        readBack = ReadBackShare.from(settings);
        store = KeyStores.open(Optional.ofNullable(settings.get(KeyStores.SETTING)), settings);
        provider = CryptoProvider.named(settings.getOrDefault("PAZPAZ_JCA_PROVIDER", CryptoProvider.DEFAULT));
        database = new StandalonePersistence(address.url(), address.user(), address.password(), CONNECTIONS);
        owner = SchemaOwner.from(settings, address);
        retention = AuditRetention.from(settings);
        offline = OfflineLimit.longest(settings);
        registry = database.encryptionKeys();
        keyring = newKeyring();
        auditKeys = new AuditKeyring(keyring, database.auditKeys(), provider);
        access = new AccessControl(auditKeys, database.auditTrail(), database.transactions(), clock);
        reencryptions = new ManageReencryptionsService(
                access, registry, database.reencryptionRuns(), (by, id, state) -> {}, clock);
        refresh = new KeyRefreshService(store, registry, keyring, new OfflineLimit(PATIENCE, clock), policy);
    }

    /**
     * Opens what the settings name; connects when it is first used.
     *
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    public static Installation of(Map<String, String> settings) {
        return new Installation(settings);
    }

    private Keyring newKeyring() {
        return new Keyring(database.workspaceKeys(), CryptoMeterPort.NONE, provider, CacheLimits.defaults());
    }

    /**
     * Loads, checks and registers the keys of the store, as a node does.
     *
     * @return what is wrong with them, in words for an operator
     */
    public Optional<String> refresh() {
        refresh.refresh();
        return refresh.problem();
    }

    /**
     * The lives of the keys.
     *
     * @param events is told what was done
     */
    public ManageKeysUseCase keys(KeyEventPort events) {
        return new ManageKeysService(
                access, store, registry, database.nodes(), refresh, events, policy, database.reencryptionRuns());
    }

    public BackUpKeysUseCase backUp(KeyBackupTarget target) {
        return new BackUpKeysService(access, store, registry, keyring, target, clock);
    }

    public RestoreKeysUseCase restore(KeyBackupSource source) {
        return new RestoreKeysService(access, store, registry, keyring, refresh::refresh, source);
    }

    /** The drill has a keyring of its own: nothing but the backup's keys may decrypt in it. */
    public VerifyBackupUseCase verify(KeyBackupSource source) {
        Keyring ofTheDrill = newKeyring();
        return new VerifyBackupService(
                access,
                registry,
                database.clients(),
                ofTheDrill,
                new AesGcmEncryptionAdapter(ofTheDrill, CryptoMeterPort.NONE),
                source,
                clock);
    }

    /**
     * Seals what is on record, as a node does every few seconds: there may be none. A trail that does not reach what was kept of it
     * is left as it is.
     *
     * @param kept checkpoints from earlier times
     */
    public void sealAuditTrail(Collection<String> kept) {
        var chain = new AuditChain(auditKeys);
        long size = database.auditSeals().last().map(AuditSeal::size).orElse(0L);
        if (kept.stream().flatMap(note -> chain.open(note).stream()).noneMatch(known -> known.size() > size)) {
            sealAuditTrail();
        }
    }

    /** Seals what is on record, whatever there was before. */
    public void sealAuditTrail() {
        new SealAuditTrailService(
                        database.auditSeals(), new AuditChain(auditKeys), auditKeys, database.transactions(), clock)
                .seal();
    }

    /**
     * The proof of the audit trail.
     *
     * @throws IllegalArgumentException if the settings lack the owner of the schema, who sees every workspace
     */
    public VerifyAuditTrailUseCase auditTrail() {
        return new VerifyAuditTrailService(
                database.auditSeals(),
                owner.orElseThrow(SchemaOwner::missing).evidence(),
                auditKeys,
                new AuditChain(auditKeys),
                offline,
                clock);
    }

    /**
     * What is on record of no workspace.
     *
     * @throws IllegalArgumentException if the settings lack the owner of the schema, who sees it
     */
    public ListInstallationEventsUseCase installationEvents() {
        return new ListInstallationEventsService(
                access, owner.orElseThrow(SchemaOwner::missing).evidence());
    }

    /**
     * The end of what need not be kept.
     *
     * @throws IllegalArgumentException if the settings lack the owner of the schema, who alone can remove anything
     */
    public RetireAuditMonthsUseCase retention(AuditExportPort exports) {
        SchemaOwner able = owner.orElseThrow(SchemaOwner::missing);
        return new RetireAuditMonthsService(
                access,
                able.months(),
                database.auditSeals(),
                able.evidence(),
                new AuditChain(auditKeys),
                auditTrail(),
                exports,
                retention,
                clock);
    }

    public DiagnoseUseCase diagnosis() {
        return new DiagnoseService(database.health(), database.diagnosis(), registry, refresh, policy, clock);
    }

    public ManageReencryptionsUseCase reencryptions() {
        return reencryptions;
    }

    /** Reports, with the accesses if the settings name the owner of the schema, who sees every workspace. */
    public ReportIncidentUseCase incidents() {
        return new ReportIncidentService(
                registry, database.reencryptionRuns(), owner.map(SchemaOwner::evidence), clock);
    }

    /**
     * The migration of a database of plaintext.
     *
     * @throws IllegalArgumentException if the settings lack the owner of the schema, who alone can change it
     */
    public Migration migration() {
        return new Migration(
                settings,
                database,
                access,
                new AesGcmEncryptionAdapter(keyring, CryptoMeterPort.NONE),
                new PythonFieldCipher(settings, provider),
                refresh);
    }

    /** Whether a re-encryption is running or paused. */
    public boolean isReencrypting() {
        return database.reencryptionRuns().underWay().isPresent();
    }

    /**
     * Starts a re-encryption, or goes on with the one that is under way.
     *
     * @param limited its limits, from those that it has
     */
    public Progress startOrResumeReencryption(Caller by, UnaryOperator<ReencryptionLimits> limited) {
        Optional<ReencryptionRun> underWay = database.reencryptionRuns().underWay();
        if (underWay.isEmpty()) {
            return reencryptions().start(by, limited.apply(ReencryptionLimits.DEFAULT));
        }
        UUID id = underWay.get().id();
        reencryptions().limit(by, id, limited.apply(underWay.get().limits()));
        return reencryptions().move(by, id, ReencryptionState.RUNNING);
    }

    /** Where no node runs, threads of this process do the work. */
    public void workIfNobodyElseDoes(ReencryptionRun run) {
        if (database.nodes().aliveWithin(NodePresenceService.ALIVE).isEmpty()) {
            while (workers < run.limits().parallelism()) {
                work(run.id(), workers);
                workers++;
            }
        }
    }

    private void work(UUID run, int index) {
        EncryptionPort encryption = new AesGcmEncryptionAdapter(keyring, CryptoMeterPort.NONE);
        WorkShare share = new ReencryptService(
                        encryption,
                        registry,
                        database.reencryption(),
                        database.reencryptionRuns(),
                        database.nodes(),
                        refresh,
                        readBack,
                        ReencryptionMeterPort.NONE,
                        Pauses.SLEEPING)
                .share(run, index);
        Runnable untilTheEnd = () -> {
            boolean more = true;
            while (more) {
                more = share.next();
            }
        };
        var thread = new Thread(untilTheEnd, "reencryption-" + index);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        keyring.clear();
        database.close();
    }
}
