package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.crypto.AesGcmEncryptionAdapter;
import com.pazpaz.adapter.crypto.AuditKeyring;
import com.pazpaz.adapter.crypto.CacheLimits;
import com.pazpaz.adapter.crypto.CryptoProvider;
import com.pazpaz.adapter.crypto.Keyring;
import com.pazpaz.adapter.keystore.KeyStores;
import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ImportClientsUseCase.Row;
import com.pazpaz.application.port.in.RefreshKeysUseCase;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.CryptoMeterPort;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.service.AccessControl;
import com.pazpaz.application.service.ChangeClientService;
import com.pazpaz.application.service.ImportClientsService;
import com.pazpaz.application.service.KeyPolicy;
import com.pazpaz.application.service.KeyRefreshService;
import com.pazpaz.application.service.OfflineLimit;
import com.pazpaz.cli.Pazpaz;
import com.pazpaz.demo.LocalPostgres;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.ClientChanges;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A database and a key store of one's own, and the commands that work on them: no server anywhere. */
final class OperatorsMachine implements AutoCloseable {

    /**
     * What a command left.
     *
     * @param out what it answered
     * @param err what it said besides
     */
    record Result(int exitCode, String out, String err) {}

    private final StateDirectory state;
    private final LocalPostgres database;
    private final Map<String, String> settings = new TreeMap<>();

    private OperatorsMachine(StateDirectory state) {
        this.state = state;
        this.database = LocalPostgres.in(state.directory("postgresql"))
                .withPrograms(state.path().resolveSibling("postgresql-programs"))
                .withLogs(state.path())
                .start();
        Path password = state.write("kek.password", state.secret("kek.random"));
        settings.put("PAZPAZ_DB_HOST", database.host());
        settings.put("PAZPAZ_DB_PORT", Integer.toString(database.port()));
        settings.put("PAZPAZ_DB_PASSWORD", database.application().password());
        settings.put("PAZPAZ_DB_SSLMODE", "disable");
        settings.put("PAZPAZ_KEYSTORE", "file");
        settings.put("PAZPAZ_KEYSTORE_FILE", keyFile().toString());
        settings.put("PAZPAZ_KEYSTORE_PASSWORD_FILE", password.toString());
    }

    /** A machine that keeps everything in a directory, which may have been another's before. */
    static OperatorsMachine in(Path directory) {
        if (!Files.exists(directory)) {
            copy(Fresh.DIRECTORY, directory);
        }
        return withoutSchemaIn(directory);
    }

    /** A machine with a schema and nothing else: to copy it takes less time than to make it. */
    private static final class Fresh {
        static final Path DIRECTORY = make();

        private static Path make() {
            Path directory = TestSystem.get().state().file("fresh-machine");
            try (OperatorsMachine machine = withoutSchemaIn(directory)) {
                SchemaMigration.apply(
                        machine.database.jdbcUrl(),
                        machine.database.owner().name(),
                        machine.database.owner().password(),
                        machine.database.application().name());
            }
            return directory;
        }
    }

    /** A machine whose database has nothing of PazPaz but the roles. */
    static OperatorsMachine withoutSchemaIn(Path directory) {
        return new OperatorsMachine(StateDirectory.at(directory));
    }

    Path keyFile() {
        return state.file("kek.p12");
    }

    LocalPostgres database() {
        return database;
    }

    Map<String, String> settings() {
        return new TreeMap<>(settings);
    }

    /** From now on a setting has this value. */
    void set(String name, String value) {
        settings.put(name, value);
    }

    /** Runs {@code ./pazpaz keys …} as an operator does. */
    Result keys(String... arguments) {
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** Runs {@code ./pazpaz rotate …} as an operator does. */
    Result rotate(String... arguments) {
        List<String> all = new ArrayList<>(List.of("rotate"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** Runs {@code ./pazpaz migrate …} as an operator does. */
    Result migrate(String... arguments) {
        logInAsOwner();
        List<String> all = new ArrayList<>(List.of("migrate"));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** Runs {@code ./pazpaz audit verify …} as an operator does. */
    Result verifyTrail(String... arguments) {
        return audit("verify", arguments);
    }

    /** Runs {@code ./pazpaz audit …} as an operator does. */
    Result audit(String command, String... arguments) {
        logInAsOwner();
        List<String> all = new ArrayList<>(List.of("audit", command));
        all.addAll(List.of(arguments));
        return run(all);
    }

    /** From now on the settings have the login of the schema's owner. */
    void logInAsOwner() {
        set("PAZPAZ_DB_OWNER", database.owner().name());
        set("PAZPAZ_DB_OWNER_PASSWORD", database.owner().password());
    }

    /** Starts {@code ./pazpaz migrate …} as a process of its own, which can be killed. */
    Process startMigrate(String... arguments) throws IOException {
        logInAsOwner();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                Pazpaz.class.getName(),
                "migrate"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--settings", settingsFile().toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(state.file("killed-command.log").toFile())
                .start();
    }

    private Result run(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of("--settings", settingsFile().toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line =
                Pazpaz.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Result(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
    }

    /** Has a node store clients in new workspaces, under the key that is active. */
    void registerClients(int workspaces, int each) {
        registerClients(workspaces, each, Clock.systemUTC());
    }

    /** The same by another clock: the trail has it of that time. */
    void registerClients(int workspaces, int each, Clock clock) {
        asANode(clock, (access, audit, encryption, persistence, refresh) -> {
            var importing = new ImportClientsService(access, encryption, persistence.clients(), refresh, clock);
            for (int i = 0; i < workspaces; i++) {
                importClients(importing, each);
            }
        });
    }

    /** Has a node change the notes of a client. */
    void change(WorkspaceId workspace, ClientId client) {
        asANode(Clock.systemUTC(), (access, audit, encryption, persistence, refresh) -> {
            var changing =
                    new ChangeClientService(access, encryption, persistence.clients(), refresh, Clock.systemUTC());
            var changes = ClientChanges.builder(LocalDate.EPOCH)
                    .set(ClientField.NOTES, "changed")
                    .build();
            assertThat(changing.change(admin(workspace), client, changes, ChangeClientUseCase.ANY_EDIT))
                    .isPresent();
        });
    }

    /** Whether a node that has the keys takes an event for one of the trail's. */
    boolean isAuthentic(AuditedEvent event) {
        var answer = new AtomicBoolean();
        asANode(
                Clock.systemUTC(),
                (access, audit, encryption, persistence, refresh) -> answer.set(audit.isAuthentic(event)));
        return answer.get();
    }

    /** What a node does with its parts. */
    interface NodeWork {

        void with(
                AccessControl access,
                AuditKeyring audit,
                EncryptionPort encryption,
                StandalonePersistence persistence,
                RefreshKeysUseCase refresh);
    }

    /** Does something with the parts of a node that runs as long as that takes. */
    void asANode(Clock clock, NodeWork work) {
        try (var persistence = new StandalonePersistence(
                database.jdbcUrl(),
                database.application().name(),
                database.application().password(),
                16)) {
            var provider = CryptoProvider.named(CryptoProvider.DEFAULT);
            var keyring =
                    new Keyring(persistence.workspaceKeys(), CryptoMeterPort.NONE, provider, CacheLimits.defaults());
            var audit = new AuditKeyring(keyring, persistence.auditKeys(), provider);
            var access = new AccessControl(audit, persistence.auditTrail(), persistence.transactions(), clock);
            var refresh = new KeyRefreshService(
                    KeyStores.open(Optional.of("file"), settings),
                    persistence.encryptionKeys(),
                    keyring,
                    new OfflineLimit(Duration.ofHours(1), Clock.systemUTC()),
                    KeyPolicy.from(settings));
            refresh.refresh();
            work.with(access, audit, new AesGcmEncryptionAdapter(keyring, CryptoMeterPort.NONE), persistence, refresh);
        }
    }

    private static Caller admin(WorkspaceId workspace) {
        return new Caller(
                new UserId(UUID.randomUUID()),
                workspace,
                Set.of(Role.WORKSPACE_ADMIN),
                new Origin("request", Optional.empty(), Optional.empty()));
    }

    private static void importClients(ImportClientsService importing, int number) {
        var caller = admin(new WorkspaceId(UUID.randomUUID()));
        Row row = new Row(
                1,
                () -> ClientChanges.builder(LocalDate.EPOCH)
                        .set(ClientField.FIRST_NAME, "Example")
                        .set(ClientField.LAST_NAME, "Person")
                        .build());
        importing.importAll(caller, Collections.nCopies(number, row).iterator());
    }

    private Path settingsFile() {
        return state.write(
                "settings",
                settings.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining("\n")));
    }

    /** What is left after a fire: the database from its backup, on another machine, and no keys. */
    OperatorsMachine restoredWithoutKeysIn(Path directory) {
        database.close();
        copy(state.path(), directory);
        OperatorsMachine restored = withoutSchemaIn(directory);
        try {
            Files.delete(restored.keyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return restored;
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
