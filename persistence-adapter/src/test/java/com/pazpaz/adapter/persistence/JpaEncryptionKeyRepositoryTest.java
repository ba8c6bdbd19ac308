package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepositoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class JpaEncryptionKeyRepositoryTest extends EncryptionKeyRepositoryContract {

    @BeforeEach
    @AfterEach
    void forgetEverything() {
        Keys.forgetEverything();
    }

    @Override
    protected EncryptionKeyRepository repository() {
        return Repositories.ENCRYPTION_KEYS;
    }
}
