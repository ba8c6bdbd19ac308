package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** The states of the keys in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaEncryptionKeyRepository implements EncryptionKeyRepository {

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaEncryptionKeyRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaEncryptionKeyRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<EncryptionKey> findAll() {
        List<?> rows = em.createNativeQuery("SELECT version, state, check_value FROM encryption_keys ORDER BY version")
                .getResultList();
        List<EncryptionKey> keys = new ArrayList<>();
        rows.forEach(row -> keys.add(toKey((Object[]) row)));
        return keys;
    }

    @Override
    public void registerIfAbsent(EncryptionKey key) {
        // Without a target, both the version and the one active key may be in the way.
        em.createNativeQuery("INSERT INTO encryption_keys (version, state, check_value) VALUES (?1, ?2, ?3)"
                        + " ON CONFLICT DO NOTHING")
                .setParameter(1, key.version().number())
                .setParameter(2, key.state().name())
                .setParameter(3, key.checkValue().toBytes())
                .executeUpdate();
    }

    private static EncryptionKey toKey(Object[] row) {
        return new EncryptionKey(
                new KeyVersion((int) row[0]), KeyState.valueOf((String) row[1]), new KeyCheckValue((byte[]) row[2]));
    }
}
