package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import jakarta.persistence.EntityManagerFactory;

/** The repositories under test, as the application's role uses them. */
final class Repositories {

    static final InTransactions TRANSACTIONS = new InTransactions(TestDatabase.entityManagers());

    static final AuditEventRepository AUDIT_TRAIL = TRANSACTIONS.repository(
            AuditEventRepository.class, JpaAuditEventRepository.class, JpaAuditEventRepository::new);

    static final AuditKeyRepository AUDIT_KEYS =
            TRANSACTIONS.repository(AuditKeyRepository.class, JpaAuditKeyRepository.class, JpaAuditKeyRepository::new);

    static final AuditSealRepository AUDIT_SEALS = TRANSACTIONS.repository(
            AuditSealRepository.class, JpaAuditSealRepository.class, JpaAuditSealRepository::new);

    static final EmergencyAccessRepository EMERGENCY_ACCESSES = TRANSACTIONS.repository(
            EmergencyAccessRepository.class, JpaEmergencyAccessRepository.class, JpaEmergencyAccessRepository::new);

    static final EncryptedClientRepository CLIENTS = clients(TRANSACTIONS);

    static final WorkspaceKeyRepository WORKSPACE_KEYS = TRANSACTIONS.repository(
            WorkspaceKeyRepository.class, JpaWorkspaceKeyRepository.class, JpaWorkspaceKeyRepository::new);

    static final EncryptionKeyRepository ENCRYPTION_KEYS = TRANSACTIONS.repository(
            EncryptionKeyRepository.class, JpaEncryptionKeyRepository.class, JpaEncryptionKeyRepository::new);

    static final NodeRepository NODES =
            TRANSACTIONS.repository(NodeRepository.class, JpaNodeRepository.class, JpaNodeRepository::new);

    static final ReencryptionRepository REENCRYPTION = TRANSACTIONS.repository(
            ReencryptionRepository.class, JpaReencryptionRepository.class, JpaReencryptionRepository::new);

    static final ReencryptionRunRepository REENCRYPTION_RUNS = TRANSACTIONS.repository(
            ReencryptionRunRepository.class, JpaReencryptionRunRepository.class, JpaReencryptionRunRepository::new);

    private Repositories() {}

    static EncryptedClientRepository clients(EntityManagerFactory factory) {
        return clients(new InTransactions(factory));
    }

    private static EncryptedClientRepository clients(InTransactions transactions) {
        return transactions.repository(
                EncryptedClientRepository.class, JpaEncryptedClientRepository.class, JpaEncryptedClientRepository::new);
    }
}
