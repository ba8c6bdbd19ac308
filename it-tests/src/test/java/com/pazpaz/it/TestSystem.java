package com.pazpaz.it;

import com.pazpaz.adapter.keystore.Pkcs12File;
import com.pazpaz.adapter.keystore.StorePassword;
import com.pazpaz.adapter.persistence.schema.SchemaMigration;
import com.pazpaz.demo.DevelopmentCertificate;
import com.pazpaz.demo.DevelopmentEnvironment;
import com.pazpaz.demo.DevelopmentIdentity;
import com.pazpaz.demo.DevelopmentKeys;
import com.pazpaz.demo.LibertyFiles;
import com.pazpaz.demo.LocalPostgres;
import com.pazpaz.demo.Ports;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What all tests of one run share: a database with the schema, a certificate, an identity provider, keys in a PKCS#12
 * file, and the configuration of the server that Arquillian starts.
 */
final class TestSystem {

    /** Set by the build for end-to-end tests: where the system keeps its files. */
    private static final String DIRECTORY = "pazpaz.it.directory";

    private static final class Holder {
        static final TestSystem INSTANCE = new TestSystem();
    }

    private final Path directory = Optional.ofNullable(System.getProperty(DIRECTORY))
            .map(Path::of)
            .orElseThrow(() -> new IllegalStateException("Maven runs these tests, and sets " + DIRECTORY))
            .toAbsolutePath();
    private final LibertyFiles files = LibertyFiles.ofProject(Path.of(System.getProperty("pazpaz.root", "")));
    private final StateDirectory state;
    private final DevelopmentCertificate certificate;
    private final DevelopmentIdentity identity;
    private final Map<String, String> environment;
    private final Pkcs12File keys;
    private final int httpsPort = Ports.free();
    private volatile LocalPostgres database;

    private TestSystem() {
        deleteTree(directory);
        state = StateDirectory.at(directory);
        database = startDatabase();
        SchemaMigration.apply(
                database.jdbcUrl(),
                database.owner().name(),
                database.owner().password(),
                database.application().name());
        certificate = DevelopmentCertificate.in(state.directory("tls"));
        identity = DevelopmentIdentity.in(state.directory("identity"));
        DevelopmentKeys first = DevelopmentKeys.in(state.directory("first-keys"));
        environment = new TreeMap<>(DevelopmentEnvironment.of(httpsPort, database, certificate, identity, first));
        keys = useKeyFile();
        layOutServer();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> database.close(), "stop PostgreSQL"));
    }

    static boolean isAskedFor() {
        return System.getProperty(DIRECTORY) != null;
    }

    static TestSystem get() {
        return Holder.INSTANCE;
    }

    private LocalPostgres startDatabase() {
        return LocalPostgres.in(state.directory("postgresql"))
                .withPrograms(directory.resolveSibling("postgresql-programs"))
                .withLogs(logs())
                .start();
    }

    private Pkcs12File useKeyFile() {
        Path password = state.write("kek.password", state.secret("kek.random"));
        Path path = state.file("kek.p12");
        Pkcs12File file = keysAt(path);
        file.create(new KeyVersion(1));
        environment.keySet().removeIf(name -> name.startsWith("PAZPAZ_KEK_"));
        environment.put("PAZPAZ_KEY_REFRESH_SECONDS", "3");
        environment.put("PAZPAZ_KEYSTORE", "file");
        environment.put("PAZPAZ_KEYSTORE_FILE", path.toString());
        environment.put("PAZPAZ_KEYSTORE_PASSWORD_FILE", password.toString());
        return file;
    }

    /** The server that Arquillian starts, with the application: deployed once, not for each class of tests. */
    private void layOutServer() {
        Path home = libertyUserDirectory().resolve("servers/pazpaz");
        try {
            Files.createDirectories(home.resolve("lib"));
            Files.createDirectories(home.resolve("configDropins/overrides"));
            Files.createDirectories(home.resolve("apps"));
            for (String file : List.of("server.xml", "bootstrap.properties", "application.xml")) {
                Files.copy(files.configuration().resolve(file), home.resolve(file));
            }
            Files.copy(files.war(), home.resolve("apps/pazpaz.war"));
            Files.copy(files.jdbcDriver(), home.resolve("lib/postgresql.jar"));
            Files.writeString(home.resolve("configDropins/overrides/test.xml"), overrides());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty("pazpaz.https.port", Integer.toString(httpsPort));
        System.setProperty("pazpaz.liberty", files.runtime().toString());
        System.setProperty("pazpaz.liberty.user", libertyUserDirectory().toString());
    }

    /** Names of MicroProfile settings are put in their other form only where they come from the environment. */
    private String overrides() {
        String variables = environment.entrySet().stream()
                .map(each -> "  <variable name=\"" + each.getKey() + "\" value=\"" + each.getValue() + "\" />")
                .collect(Collectors.joining("\n"));
        return """
                <server>
                  <featureManager><feature>localConnector-1.0</feature></featureManager>
                %s
                  <variable name="mp.jwt.verify.publickey.location" value="%s" />
                </server>
                """.formatted(variables, environment.get("MP_JWT_VERIFY_PUBLICKEY_LOCATION"));
    }

    LocalPostgres database() {
        return database;
    }

    /** Stops the database and starts it again on the same files and the same port. */
    void restartDatabase(Runnable whileItIsDown) {
        database.close();
        try {
            whileItIsDown.run();
        } finally {
            database = startDatabase();
        }
    }

    /** Kills the database, as a machine that loses its power does, and starts it again on the same files and port. */
    void crashDatabase() {
        database.kill();
        database = startDatabase();
    }

    /** The variables of the server, to start another one that differs in some. */
    Map<String, String> environment() {
        return new TreeMap<>(environment);
    }

    DevelopmentIdentity identity() {
        return identity;
    }

    DevelopmentCertificate certificate() {
        return certificate;
    }

    /** The keys of the database. */
    Pkcs12File keys() {
        return keys;
    }

    /** A key store file under the same password. */
    Pkcs12File keysAt(Path path) {
        return new Pkcs12File(path, StorePassword.inFile(state.file("kek.password")));
    }

    LibertyFiles files() {
        return files;
    }

    StateDirectory state() {
        return state;
    }

    String address() {
        return "https://localhost:" + httpsPort;
    }

    Path logs() {
        return directory.resolve("logs");
    }

    Path libertyUserDirectory() {
        return directory.resolve("liberty");
    }

    /** Every place where a value could have been left behind. */
    List<Path> placesToSearch() {
        return List.of(database.dataDirectory(), logs(), libertyUserDirectory());
    }

    private static void deleteTree(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (var tree = Files.walk(directory)) {
            for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
