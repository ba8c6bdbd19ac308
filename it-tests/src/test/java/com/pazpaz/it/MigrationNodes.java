package com.pazpaz.it;

import com.pazpaz.adapter.migration.Connections;
import com.pazpaz.demo.LibertyFiles;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Nodes of a practice that is being migrated, each with the migration adapter in its WAR, and a process of its own. */
final class MigrationNodes implements AutoCloseable {

    private final PlaintextPractice practice;
    private final String name;
    private final List<LocalLiberty> running = new ArrayList<>();
    private int started;

    MigrationNodes(PlaintextPractice practice, String name) {
        this.practice = practice;
        this.name = name;
    }

    /** Starts another node, and waits until it serves. */
    LocalLiberty start() {
        LocalLiberty node = launch(files());
        EndToEndTest.eventually(() -> EndToEndTest.status(node, "/health/ready") == 200);
        synchronized (running) {
            running.add(node);
        }
        return node;
    }

    /** Starts a node as it is built by default: it knows of no plaintext. */
    LocalLiberty startWithoutAdapter() {
        return launch(TestSystem.get().files());
    }

    private LocalLiberty launch(LibertyFiles files) {
        String directory = name + "-" + ++started;
        return LocalLiberty.start(
                files,
                TestSystem.get().state().directory(directory),
                TestSystem.get().logs().resolve(directory),
                environment(directory));
    }

    private Map<String, String> environment(String node) {
        Map<String, String> environment = TestSystem.get().environment();
        environment.putAll(practice.machine().settings());
        environment.keySet().removeIf(setting -> setting.startsWith("PAZPAZ_DB_OWNER"));
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_NODE_NAME", node);
        return environment;
    }

    private static LibertyFiles files() {
        LibertyFiles ordinary = TestSystem.get().files();
        Path war = TestSystem.get().state().file("pazpaz-migration.war");
        ShrinkWrap.create(ZipImporter.class, "pazpaz.war")
                .importFrom(ordinary.war().toFile())
                .as(WebArchive.class)
                .addAsLibrary(adapter())
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        return new LibertyFiles(ordinary.runtime(), ordinary.configuration(), war, ordinary.jdbcDriver());
    }

    private static File adapter() {
        try {
            return new File(Connections.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("A class comes from a place with a name", e);
        }
    }

    /** Any node that serves. */
    LocalLiberty any(RandomGenerator random) {
        synchronized (running) {
            return running.get(random.nextInt(running.size()));
        }
    }

    /** {@code kill -9}. */
    void kill(LocalLiberty node) {
        node.kill();
        synchronized (running) {
            running.remove(node);
        }
    }

    @Override
    public void close() {
        List<LocalLiberty> all;
        synchronized (running) {
            all = List.copyOf(running);
            running.clear();
        }
        all.forEach(LocalLiberty::kill);
    }
}
