package com.pazpaz.bootstrap;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.AuditChain;
import com.pazpaz.adapter.crypto.AuditKeyring;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.application.port.in.CheckKeyAgeUseCase;
import com.pazpaz.application.port.in.CheckReadinessUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.in.ReportPresenceUseCase;
import com.pazpaz.application.port.in.SealAuditTrailUseCase;
import com.pazpaz.application.port.in.WatchKeysUseCase;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.KeyAgeService;
import com.pazpaz.application.service.KeyFiguresService;
import com.pazpaz.application.service.KeyPolicy;
import com.pazpaz.application.service.KeyRefreshService;
import com.pazpaz.application.service.ManageKeysService;
import com.pazpaz.application.service.NodePresenceService;
import com.pazpaz.application.service.OfflineLimit;
import com.pazpaz.application.service.ReadinessService;
import com.pazpaz.application.service.RefreshingAuthentication;
import com.pazpaz.application.service.RefreshingEncryption;
import com.pazpaz.application.service.SealAuditTrailService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;

/** Puts together what deals with keys: one keyring, filled by the refresh, used by the encryption. */
@ApplicationScoped
public class Keys {

    private final Keyring keyring;
    private final AccessControl access;
    private final SealAuditTrailUseCase sealing;
    private final KeyRefreshService refresh;
    private final EncryptionPort encryption;
    private final ReportPresenceUseCase presence;
    private final ManageKeysUseCase management;
    private final CheckKeyAgeUseCase age;
    private final WatchKeysUseCase figures;
    private final CheckReadinessUseCase readiness;

    @Inject
    public Keys(
            Settings settings,
            WorkspaceKeyRepository workspaceKeys,
            EncryptionKeyRepository registry,
            NodeRepository nodes,
            ReencryptionRunRepository runs,
            DatabaseHealthPort database,
            CryptoMeterPort meter,
            AuditKeyRepository auditKeys,
            AuditEventRepository trail,
            AuditSealRepository seals,
            TransactionPort transactions) {
        CryptoProvider provider = CryptoProvider.named(settings.jcaProvider());
        keyring = new Keyring(workspaceKeys, meter, provider, CacheLimits.defaults());
        KeyStorePort store = new ConfiguredKeyStore(settings);
        KeyPolicy policy = KeyPolicy.from(settings.all());
        refresh = new KeyRefreshService(
                store,
                registry,
                keyring,
                new OfflineLimit(OfflineLimit.from(settings.all()), Clock.systemUTC()),
                policy);
        var auditKeyring = new AuditKeyring(keyring, auditKeys, provider);
        var authentication = new RefreshingAuthentication(auditKeyring, refresh, Clock.systemUTC());
        access = new AccessControl(authentication, trail, transactions, Clock.systemUTC());
        sealing = new SealAuditTrailService(
                seals, new AuditChain(auditKeyring), authentication, transactions, Clock.systemUTC());
        encryption = new RefreshingEncryption(new AesGcmEncryptionAdapter(keyring, meter), refresh, Clock.systemUTC());
        presence = new NodePresenceService(nodes, refresh, settings.nodeName());
        management = new ManageKeysService(access, store, registry, nodes, refresh, new KeyEventLog(), policy, runs);
        age = new KeyAgeService(registry, Clock.systemUTC(), policy.maxAge());
        figures = new KeyFiguresService(registry, age, keyring);
        readiness = new ReadinessService(database, refresh, keyring, settings.keyMaxEncryptions());
    }

    @Produces
    AccessControl access() {
        return access;
    }

    @Produces
    @ApplicationScoped
    SealAuditTrailUseCase sealing() {
        return sealing;
    }

    @Produces
    @ApplicationScoped
    EncryptionPort encryption() {
        return encryption;
    }

    @Produces
    @ApplicationScoped
    RefreshKeysUseCase refresh() {
        return refresh;
    }

    @Produces
    @ApplicationScoped
    ReportPresenceUseCase presence() {
        return presence;
    }

    @Produces
    @ApplicationScoped
    ManageKeysUseCase management() {
        return management;
    }

    @Produces
    @ApplicationScoped
    CheckKeyAgeUseCase age() {
        return age;
    }

    @Produces
    @ApplicationScoped
    WatchKeysUseCase figures() {
        return figures;
    }

    @Produces
    @ApplicationScoped
    CheckReadinessUseCase readiness() {
        return readiness;
    }
}
