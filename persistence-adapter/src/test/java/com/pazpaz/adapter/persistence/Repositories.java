package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import jakarta.persistence.EntityManagerFactory;

/** The repositories under test, as the application's role uses them. */
final class Repositories {

    static final EncryptedClientRepository CLIENTS = clients(TestDatabase.entityManagers());

    static final WorkspaceKeyRepository WORKSPACE_KEYS = InTransactions.repository(
            TestDatabase.entityManagers(), WorkspaceKeyRepository.class, JpaWorkspaceKeyRepository::new);

    static final EncryptionKeyRepository ENCRYPTION_KEYS = InTransactions.repository(
            TestDatabase.entityManagers(), EncryptionKeyRepository.class, JpaEncryptionKeyRepository::new);

    static final NodeRepository NODES =
            InTransactions.repository(TestDatabase.entityManagers(), NodeRepository.class, JpaNodeRepository::new);

    static final ReencryptionRepository REENCRYPTION = InTransactions.repository(
            TestDatabase.entityManagers(), ReencryptionRepository.class, JpaReencryptionRepository::new);

    static final ReencryptionRunRepository REENCRYPTION_RUNS = InTransactions.repository(
            TestDatabase.entityManagers(), ReencryptionRunRepository.class, JpaReencryptionRunRepository::new);

    private Repositories() {}

    static EncryptedClientRepository clients(EntityManagerFactory factory) {
        return InTransactions.repository(factory, EncryptedClientRepository.class, JpaEncryptedClientRepository::new);
    }
}
