package com.pazpaz.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarWithoutTest {

    @TempDir
    private Path directory = Path.of("");

    private Path war = Path.of("");

    @BeforeEach
    void makeWar() throws IOException {
        war = directory.resolve("made-up.war");
        try (FileSystem archive = FileSystems.newFileSystem(war, Map.of("create", "true"))) {
            Files.createDirectories(archive.getPath("WEB-INF/lib"));
            Files.writeString(archive.getPath("WEB-INF/lib/other.jar"), "other");
        }
    }

    private static List<String> namesIn(byte[] jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (var in = new JarInputStream(new ByteArrayInputStream(jar))) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void oneLibraryMoreReplacesTheAuditTrail() throws IOException {
        Path copy = WarWithout.auditTrail(war, directory.resolve("copy.war"));

        try (FileSystem archive = FileSystems.newFileSystem(copy)) {
            assertThat(archive.getPath("WEB-INF/lib/other.jar")).hasContent("other");
            assertThat(namesIn(Files.readAllBytes(archive.getPath("WEB-INF/lib/nothing-recorded.jar"))))
                    .containsExactly("META-INF/beans.xml", "com/pazpaz/benchmarks/audit/NothingRecorded.class");
        }
    }

    @Test
    void theWarItselfIsLeftAlone() throws IOException {
        byte[] before = Files.readAllBytes(war);

        WarWithout.auditTrail(war, directory.resolve("copy.war"));

        assertThat(war).hasBinaryContent(before);
    }
}
