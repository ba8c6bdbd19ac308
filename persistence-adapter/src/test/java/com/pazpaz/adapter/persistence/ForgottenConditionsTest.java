package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.ciphertext;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.reencrypted;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Rewriting;
import com.pazpaz.application.port.out.persistence.WorkspaceKeyRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The application's own queries, with every condition on the workspace left out of them. */
class ForgottenConditionsTest {

    private static final PageRequest ALL = new PageRequest(1, 100);

    private final WorkspaceId mine = newWorkspace();
    private final WorkspaceId theirs = newWorkspace();
    private final List<EncryptedClient> ofMine = registered(mine, 3);
    private final List<EncryptedClient> ofTheirs = registered(theirs, 4);
    private final AuditEvent eventOfMine = event(mine, ofMine.get(0));
    private final AuditEvent eventOfTheirs = event(theirs, ofTheirs.get(0));
    private final List<EntityManagerFactory> opened = new ArrayList<>();

    @BeforeEach
    void store() {
        Keys.forgetEverything();
        Keys.open(mine);
        Keys.open(theirs);
        Repositories.CLIENTS.insert(mine, ofMine);
        Repositories.CLIENTS.insert(theirs, ofTheirs);
        Repositories.AUDIT_KEYS.storeIfAbsent(
                new AuditKey(V1, V1, ciphertext(V1, 32), ciphertext(V1, 48), "A".repeat(43) + "="));
        List.of(eventOfMine, eventOfTheirs)
                .forEach(event -> Repositories.AUDIT_TRAIL.append(
                        new AuditedEvent(event, V1, new RecordMac(new byte[RecordMac.LENGTH]))));
    }

    @AfterEach
    void close() {
        opened.forEach(EntityManagerFactory::close);
    }

    private static AuditEvent event(WorkspaceId workspace, EncryptedClient client) {
        ClientId id = client.header().id();
        return new AuditEvent(
                UUID.randomUUID(),
                Instant.now(),
                workspace,
                Optional.empty(),
                new Origin("request", Optional.empty(), Optional.empty()),
                Operation.VIEW_CLIENT,
                Outcome.SUCCESS,
                Optional.of(id.toString()),
                List.of(new Subject(id, 1)),
                List.of(),
                new TreeMap<>());
    }

    private InTransactions as(String role) {
        EntityManagerFactory factory = Persistence.createEntityManagerFactory(
                "pazpaz",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.jdbc.url", ForgetfulDatabase.url(TestDatabase.url()),
                        "jakarta.persistence.jdbc.user", role,
                        "jakarta.persistence.jdbc.password", TestDatabase.PASSWORD,
                        "eclipselink.target-database", "PostgreSQL",
                        "eclipselink.logging.level", "OFF"));
        opened.add(factory);
        return new InTransactions(factory);
    }

    private static EncryptedClientRepository clients(InTransactions transactions) {
        return transactions.repository(
                EncryptedClientRepository.class, JpaEncryptedClientRepository.class, JpaEncryptedClientRepository::new);
    }

    private static AuditEventRepository trail(InTransactions transactions) {
        return transactions.repository(
                AuditEventRepository.class, JpaAuditEventRepository.class, JpaAuditEventRepository::new);
    }

    private static ReencryptionRepository reencryption(InTransactions transactions) {
        return transactions.repository(
                ReencryptionRepository.class, JpaReencryptionRepository.class, JpaReencryptionRepository::new);
    }

    /** Rewrites what it is told to, whatever it is given, and has all clients of both workspaces read back. */
    private final class Rewrite implements Rewriting {

        private final List<EncryptedClient> rewritten;
        private final List<EncryptedClient> given = new ArrayList<>();
        private final List<EncryptedClient> readBack = new ArrayList<>();

        Rewrite(List<EncryptedClient> clients) {
            rewritten = clients.stream().map(client -> reencrypted(client, V1)).toList();
        }

        void through(ReencryptionRepository repository) {
            repository.rewriteNext(UUID.randomUUID(), mine, V1, Optional.empty(), 100, this);
        }

        @Override
        public List<EncryptedClient> rewrite(List<EncryptedClient> found) {
            given.addAll(found);
            return rewritten;
        }

        @Override
        public Set<ClientId> toReadBack() {
            return Stream.of(ofMine, ofTheirs)
                    .flatMap(clients -> ids(clients).stream())
                    .collect(Collectors.toSet());
        }

        @Override
        public void check(List<EncryptedClient> found) {
            readBack.addAll(found);
        }
    }

    private static List<ClientId> ids(List<EncryptedClient> clients) {
        return clients.stream().map(client -> client.header().id()).toList();
    }

    @Nested
    class AsTheApplication {

        private final InTransactions transactions = as(RolesScript.APPLICATION);
        private final EncryptedClientRepository clients = clients(transactions);

        @Test
        void showNoClientOfAnotherWorkspace() {
            int before = ForgetfulDatabase.forgotten();

            assertThat(clients.find(mine, ids(ofTheirs).get(0))).isEmpty();
            assertThat(clients.findAll(mine, ids(ofTheirs))).isEmpty();
            assertThat(ids(clients.findNext(mine, Optional.empty(), 100)))
                    .containsExactlyInAnyOrderElementsOf(ids(ofMine));
            assertThat(clients.findNextNames(mine, Optional.empty(), 100)).hasSameSizeAs(ofMine);
            assertThat(clients.findNamesPlacedAfter(mine, 0, 100)).hasSameSizeAs(ofMine);
            assertThat(clients.findSample(mine, V1, 100)).hasSameSizeAs(ofMine);
            assertThat(ForgetfulDatabase.forgotten() - before).isGreaterThanOrEqualTo(6);
        }

        @Test
        void changeNoClientOfAnotherWorkspace() {
            int changed = InTransactions.call(opened.get(0), em -> {
                WorkspaceScope.enter(em, mine);
                return em.createNativeQuery("UPDATE clients SET updated_at = now() WHERE workspace_id = ?1")
                        .setParameter(1, theirs.value())
                        .executeUpdate();
            });

            assertThat(changed).isEqualTo(ofMine.size());
        }

        @Test
        void showNoEventOfAnotherWorkspace() {
            AuditEventRepository trail = trail(transactions);

            assertThat(trail.find(mine, eventOfTheirs.id())).isEmpty();
            assertThat(trail.find(mine, Filter.NONE, ALL).events()).containsExactly(eventOfMine);
            assertThat(trail.find(mine, Filter.about(ids(ofTheirs).get(0)), ALL).events())
                    .isEmpty();
        }

        @Test
        void showNoKeyOfAnotherWorkspace() {
            WorkspaceKeyRepository keys = transactions.repository(
                    WorkspaceKeyRepository.class, JpaWorkspaceKeyRepository.class, JpaWorkspaceKeyRepository::new);

            assertThat(keys.find(newWorkspace(), V1)).isEmpty();
            assertThat(keys.find(mine, V1)).map(key -> key.workspace()).contains(mine);
        }

        @Test
        void giveNoClientOfAnotherWorkspaceOutToBeRewritten() {
            var rewrite = new Rewrite(ofMine);

            rewrite.through(reencryption(transactions));

            assertThat(ids(rewrite.given)).containsExactlyInAnyOrderElementsOf(ids(ofMine));
            assertThat(ids(rewrite.readBack)).containsExactlyInAnyOrderElementsOf(ids(ofMine));
        }

        @Test
        void rewriteNoClientOfAnotherWorkspace() {
            var rewrite = new Rewrite(ofTheirs);

            assertThatThrownBy(() -> rewrite.through(reencryption(transactions)))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(Repositories.CLIENTS.findAll(theirs, ids(ofTheirs)))
                    .containsExactlyInAnyOrderElementsOf(ofTheirs);
        }
    }

    /** For the owner, row-level security lets everything pass: what the application is then shown is all that there is. */
    @Nested
    class AsTheOwner {

        @Test
        void showEverythingWhichIsHowOneSeesThatTheyAreForgotten() {
            InTransactions transactions = as(RolesScript.OWNER);

            assertThat(clients(transactions).findAll(mine, ids(ofTheirs))).hasSameSizeAs(ofTheirs);
            assertThat(trail(transactions).find(mine, Filter.NONE, ALL).events())
                    .contains(eventOfMine, eventOfTheirs);
            var rewrite = new Rewrite(ofTheirs);
            rewrite.through(reencryption(transactions));
            assertThat(ids(rewrite.given)).containsAll(ids(ofTheirs));
            assertThat(ids(rewrite.readBack)).containsAll(ids(ofTheirs));
        }
    }

    /** Whose queries have to be here. */
    @Nested
    class ARepository {

        /** Those that name workspaces without asking for one, and why. */
        private static final Map<String, String> ELSEWHERE = Map.of(
                "JpaEncryptionKeyRepository", "counts what is under a key in all workspaces, by functions of the owner",
                "JpaReencryptionRunRepository",
                        "tells what was set aside in all workspaces, by a function of the owner",
                "JpaEmergencyAccessRepository", "asks by user and client, who are in one workspace alone");

        private static final String PACKAGE = "java/com/pazpaz/adapter/persistence";

        @Test
        void thatNamesWorkspacesIsTriedHereWithoutItsConditions() throws IOException {
            String here = Files.readString(Path.of("src/test", PACKAGE, "ForgottenConditionsTest.java"));

            Set<String> naming = namingWorkspaces();

            assertThat(naming).contains("JpaEncryptedClientRepository").containsAll(ELSEWHERE.keySet());
            assertThat(naming)
                    .filteredOn(repository -> !ELSEWHERE.containsKey(repository))
                    .as(
                            "repositories that name workspaces: call their queries here, or say why there is nothing to forget")
                    .allSatisfy(repository -> assertThat(here).contains(repository + "::new"));
        }

        private static Set<String> namingWorkspaces() throws IOException {
            Set<String> naming = new TreeSet<>();
            try (var sources = Files.newDirectoryStream(Path.of("src/main", PACKAGE), "Jpa*Repository.java")) {
                for (Path source : sources) {
                    String text = Files.readString(source);
                    if (text.contains("workspace_id") || text.contains("workspaceId = :")) {
                        naming.add(source.getFileName().toString().replace(".java", ""));
                    }
                }
            }
            return naming;
        }
    }
}
