package com.pazpaz.application.port.out.audit;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.KeyVersion;
import org.junit.jupiter.api.Test;

/** What every {@link AuditKeyRepository} does. */
public abstract class AuditKeyRepositoryContract {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

    protected abstract AuditKeyRepository repository();

    /** Makes this the active key-encryption key. */
    protected abstract void activate(KeyVersion version);

    private static AuditKey key(KeyVersion version, KeyVersion wrappedBy) {
        return new AuditKey(
                version,
                wrappedBy,
                ciphertext(wrappedBy, 32),
                ciphertext(wrappedBy, 48),
                "A".repeat(42) + version.number() + "=");
    }

    @Test
    void thereAreNoneAtFirst() {
        assertThat(repository().find(V1)).isEmpty();
        assertThat(repository().findAll()).isEmpty();
    }

    @Test
    void whatIsStoredFirstStays() {
        activate(V1);
        AuditKey first = key(V1, V1);

        assertThat(repository().storeIfAbsent(first)).isEqualTo(first);
        assertThat(repository().storeIfAbsent(key(V1, V1))).isEqualTo(first);

        assertThat(repository().find(V1)).contains(first);
    }

    @Test
    void aKeyIsWrappedByAnotherOneLater() {
        activate(V1);
        AuditKey old = repository().storeIfAbsent(key(V1, V1));
        activate(V2);
        AuditKey next = repository().storeIfAbsent(key(V2, V2));
        var anew = new AuditKey(V1, V2, ciphertext(V2, 32), ciphertext(V2, 48), old.verifying());

        repository().rewrap(anew);

        assertThat(repository().findAll()).containsExactly(anew, next);
    }
}
