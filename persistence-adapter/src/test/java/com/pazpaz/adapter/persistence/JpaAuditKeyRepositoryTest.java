package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.application.port.out.audit.AuditKeyRepositoryContract;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import org.junit.jupiter.api.BeforeEach;

class JpaAuditKeyRepositoryTest extends AuditKeyRepositoryContract {

    @BeforeEach
    void forgetEverything() {
        Keys.forgetEverything();
    }

    @Override
    protected AuditKeyRepository repository() {
        return Repositories.AUDIT_KEYS;
    }

    @Override
    protected void activate(KeyVersion version) {
        Keys.register(version, KeyState.PRE_ACTIVE);
        Repositories.ENCRYPTION_KEYS.activate(version);
    }
}
