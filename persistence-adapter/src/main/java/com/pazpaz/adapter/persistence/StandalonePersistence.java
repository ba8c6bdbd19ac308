package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditKeyRepository;
import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import com.pazpaz.application.port.out.audit.AuditSealRepository;
import com.pazpaz.application.port.out.persistence.DatabaseDiagnosisPort;
import com.pazpaz.application.port.out.persistence.DatabaseHealthPort;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.EncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository;
import com.pazpaz.application.port.out.persistence.TransactionPort;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The database without a server around it, for commands: the same repositories, each call one transaction. Connects when
 * it is first asked for something.
 */
public final class StandalonePersistence implements AutoCloseable {

    /** PostgreSQL's details quote rows; batches are sent as one statement. */
    private static final String OPTIONS = "logServerErrorDetail=false&reWriteBatchedInserts=true";

    private final DataSource dataSource;
    private final EntityManagerFactory factory;
    private final InTransactions transactions;

    /**
     * The application's view of a database.
     *
     * @param url JDBC URL of PostgreSQL
     * @param connections the most that are open at a time, from 1
     */
    public StandalonePersistence(String url, String user, String password, int connections) {
        String complete = withOptions(url);
        this.dataSource = dataSource(complete, user, password);
        this.factory = Persistence.createEntityManagerFactory(
                "pazpaz",
                Map.ofEntries(
                        Map.entry("jakarta.persistence.transactionType", "RESOURCE_LOCAL"),
                        Map.entry("jakarta.persistence.jtaDataSource", ""),
                        Map.entry("jakarta.persistence.jdbc.url", complete),
                        Map.entry("jakarta.persistence.jdbc.user", user),
                        Map.entry("jakarta.persistence.jdbc.password", password),
                        Map.entry("eclipselink.connection-pool.default.initial", "0"),
                        // What goes beyond the minimum is closed after each call, and made anew for the next.
                        Map.entry("eclipselink.connection-pool.default.min", String.valueOf(connections)),
                        Map.entry("eclipselink.connection-pool.default.max", String.valueOf(connections)),
                        // Errors reach the caller, without what they quote.
                        Map.entry("eclipselink.logging.level", "OFF")));
        this.transactions = new InTransactions(factory);
    }

    private static String withOptions(String url) {
        return url + (url.contains("?") ? "&" : "?") + OPTIONS;
    }

    /** Connections of a login, each made anew. */
    public static DataSource logins(String url, String user, String password) {
        return dataSource(withOptions(url), user, password);
    }

    private static DataSource dataSource(String url, String user, String password) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    public EncryptedClientRepository clients() {
        return transactions.repository(
                EncryptedClientRepository.class, JpaEncryptedClientRepository.class, JpaEncryptedClientRepository::new);
    }

    public EncryptionKeyRepository encryptionKeys() {
        return transactions.repository(
                EncryptionKeyRepository.class, JpaEncryptionKeyRepository.class, JpaEncryptionKeyRepository::new);
    }

    public WorkspaceKeyRepository workspaceKeys() {
        return transactions.repository(
                WorkspaceKeyRepository.class, JpaWorkspaceKeyRepository.class, JpaWorkspaceKeyRepository::new);
    }

    public ReencryptionRepository reencryption() {
        return transactions.repository(
                ReencryptionRepository.class, JpaReencryptionRepository.class, JpaReencryptionRepository::new);
    }

    public ReencryptionRunRepository reencryptionRuns() {
        return transactions.repository(
                ReencryptionRunRepository.class, JpaReencryptionRunRepository.class, JpaReencryptionRunRepository::new);
    }

    public NodeRepository nodes() {
        return transactions.repository(NodeRepository.class, JpaNodeRepository.class, JpaNodeRepository::new);
    }

    public AuditEventRepository auditTrail() {
        return transactions.repository(
                AuditEventRepository.class, JpaAuditEventRepository.class, JpaAuditEventRepository::new);
    }

    public AuditKeyRepository auditKeys() {
        return transactions.repository(
                AuditKeyRepository.class, JpaAuditKeyRepository.class, JpaAuditKeyRepository::new);
    }

    public AuditSealRepository auditSeals() {
        return transactions.repository(
                AuditSealRepository.class, JpaAuditSealRepository.class, JpaAuditSealRepository::new);
    }

    /** What only the owner of the schema sees. */
    public static AuditEvidencePort auditEvidence(String url, String owner, String password) {
        return new PostgresAuditEvidence(dataSource(withOptions(url), owner, password));
    }

    /** What only the owner of the schema may take out. */
    public static AuditMonthRepository auditMonths(String url, String owner, String password) {
        return new PostgresAuditMonths(dataSource(withOptions(url), owner, password));
    }

    /** What is done with a connection. */
    public interface SqlWork<T> {

        T with(Connection connection) throws SQLException;
    }

    /**
     * Does something with the connection of a transaction.
     *
     * @param joins whether in the one that the thread is in, or, if it is in none, in one that repositories join meanwhile;
     *     and not in any case in one of its own
     */
    public <T> T sql(boolean joins, SqlWork<T> work) {
        Function<EntityManager, T> withConnection = em -> {
            try {
                return work.with(em.unwrap(Connection.class));
            } catch (SQLException e) {
                throw new PersistenceException(e);
            }
        };
        return joins ? transactions.joined(withConnection) : transactions.use(false, withConnection);
    }

    /** Transactions that the repositories join. */
    public TransactionPort transactions() {
        return transactions;
    }

    public DatabaseHealthPort health() {
        return new PostgresDatabaseHealth(dataSource);
    }

    public DatabaseDiagnosisPort diagnosis() {
        return new PostgresDiagnosis(dataSource);
    }

    /** For what tests do with an entity manager of their own. */
    EntityManagerFactory entityManagers() {
        return factory;
    }

    @Override
    public void close() {
        factory.close();
    }
}
