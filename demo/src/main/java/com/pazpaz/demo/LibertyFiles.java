package com.pazpaz.demo;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.postgresql.Driver;

/**
 * What a server is put together from.
 *
 * @param runtime the unpacked Open Liberty, {@code wlp}
 * @param configuration the directory of {@code server.xml}
 * @param war the application
 * @param jdbcDriver the jar of PostgreSQL's driver
 */
public record LibertyFiles(Path runtime, Path configuration, Path war, Path jdbcDriver) {

    /**
     * The files where this project's build leaves them.
     *
     * @throws DemoException if one is missing
     */
    public static LibertyFiles ofProject(Path root) {
        var files = new LibertyFiles(
                root.resolve("target/liberty/wlp"),
                root.resolve("rest-adapter/src/main/liberty/config"),
                root.resolve("rest-adapter/target/pazpaz.war"),
                jdbcDriverOfThisProcess());
        for (Path file : List.of(files.runtime, files.configuration, files.war, files.jdbcDriver)) {
            if (!Files.exists(file)) {
                throw new DemoException(file + " is missing. Build the project first: ./mvnw package -DskipTests");
            }
        }
        return files;
    }

    private static Path jdbcDriverOfThisProcess() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class comes from a place with a name", e);
        }
    }
}
