package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LibertyFiles;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.model.KeyVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ExplodedImporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A key store that PazPaz knows nothing of, in a jar that was put into its WAR. */
class ForeignKeyStoreIT extends EndToEndTest {

    private final Path example =
            system().files().war().resolve("../../../examples/key-store").normalize();

    @Test
    void servesTheSameDatabaseOnceItHasTheSameKeys() throws IOException {
        ApiCaller therapist = someone();
        String id = therapist.register(FIRST_NAME_AND_LAST_NAME);
        StateDirectory state = system().state().directory("foreign-key-store");
        Map<String, String> environment = NodeSettings.withoutKeys();
        environment.put("PAZPAZ_KEYSTORE", "hex-files");
        environment.put("PAZPAZ_HEX_DIRECTORY", keysAsHex(state).toString());

        try (LocalLiberty node = LocalLiberty.start(
                withWar(warWith(jar(state), state)),
                state.directory("node"),
                system().logs().resolve("foreign-key-store"),
                environment)) {
            eventually(() -> status(node, "/health/ready") == 200);

            assertThat(therapist.on(node).get("/clients/" + id).status()).isEqualTo(200);
            ApiCaller officer = caller(therapist.workspace(), List.of("security-officer"));
            assertThat(officer.on(node).post("/keys", "").json().getString("detail"))
                    .contains("'hex-files' takes no keys");
        }
    }

    private static Path keysAsHex(StateDirectory state) {
        StateDirectory keys = state.directory("keys");
        for (KeyVersion version : system().keys().versions()) {
            try (var key = system().keys().read(version)) {
                keys.write(version + ".hex", HexFormat.of().formatHex(key.copy()));
            }
        }
        return keys.path();
    }

    private JavaArchive jar(StateDirectory state) throws IOException {
        Path classes = state.directory("classes").path();
        List<String> arguments = Stream.concat(
                        Stream.of("-cp", System.getProperty("java.class.path", ""), "-d", classes.toString()),
                        sources().map(Path::toString))
                .toList();
        int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failed).isZero();
        return ShrinkWrap.create(ExplodedImporter.class, "hex-files.jar")
                .importDirectory(classes.toFile())
                .as(JavaArchive.class)
                .addAsManifestResource(example.resolve("META-INF/services").toFile(), "services");
    }

    private Stream<Path> sources() throws IOException {
        try (var files = Files.walk(example.resolve("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static File warWith(JavaArchive jar, StateDirectory state) {
        File war = state.file("pazpaz.war").toFile();
        ShrinkWrap.create(ZipImporter.class, "pazpaz.war")
                .importFrom(system().files().war().toFile())
                .as(WebArchive.class)
                .addAsLibrary(jar)
                .as(ZipExporter.class)
                .exportTo(war, true);
        return war;
    }

    private static LibertyFiles withWar(File war) {
        LibertyFiles files = system().files();
        return new LibertyFiles(files.runtime(), files.configuration(), war.toPath(), files.jdbcDriver());
    }
}
