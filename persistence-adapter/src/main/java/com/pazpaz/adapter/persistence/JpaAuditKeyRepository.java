package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** The keys of the audit trail in PostgreSQL. Every call has a transaction of its own. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
@WithoutRowData
public class JpaAuditKeyRepository implements AuditKeyRepository {

    private static final String SELECT =
            "SELECT version, key_version, authentication, signing, verifying FROM audit_keys";

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaAuditKeyRepository() {}

    /** @param em in a transaction of its own whenever a method is called */
    public JpaAuditKeyRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public Optional<AuditKey> find(KeyVersion version) {
        List<?> found = em.createNativeQuery(SELECT + " WHERE version = ?1")
                .setParameter(1, version.number())
                .getResultList();
        return found.stream().findFirst().map(row -> toKey((Object[]) row));
    }

    @Override
    public List<AuditKey> findAll() {
        List<?> found = em.createNativeQuery(SELECT + " ORDER BY version").getResultList();
        return found.stream().map(row -> toKey((Object[]) row)).toList();
    }

    @Override
    public AuditKey storeIfAbsent(AuditKey key) {
        int stored = em.createNativeQuery(
                        "INSERT INTO audit_keys (version, key_version, authentication, signing, verifying)"
                                + " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING")
                .setParameter(1, key.version().number())
                .setParameter(2, key.wrappedBy().number())
                .setParameter(3, key.authentication().text())
                .setParameter(4, key.signing().text())
                .setParameter(5, key.verifying())
                .executeUpdate();
        // Under READ COMMITTED the row that was in the way is committed, and seen.
        return stored == 1 ? key : find(key.version()).orElseThrow();
    }

    @Override
    public void rewrap(AuditKey key) {
        em.createNativeQuery("UPDATE audit_keys SET key_version = ?2, authentication = ?3, signing = ?4"
                        + " WHERE version = ?1 AND verifying = ?5")
                .setParameter(1, key.version().number())
                .setParameter(2, key.wrappedBy().number())
                .setParameter(3, key.authentication().text())
                .setParameter(4, key.signing().text())
                .setParameter(5, key.verifying())
                .executeUpdate();
    }

    private static AuditKey toKey(Object[] row) {
        return new AuditKey(
                new KeyVersion((Integer) row[0]),
                new KeyVersion((Integer) row[1]),
                new Ciphertext((String) row[2]),
                new Ciphertext((String) row[3]),
                (String) row[4]);
    }
}
