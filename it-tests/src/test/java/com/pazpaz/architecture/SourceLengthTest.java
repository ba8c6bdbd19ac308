package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLengthTest {

    private static final int MAX_LINES = 350;

    @Test
    void productionClassesAreShort() throws IOException {
        var sources = ProjectFiles.sourcesBelow(ProjectFiles.root());

        assertThat(sources).extracting(Path::getFileName).contains(Path.of("Client.java"), Path.of("ClientJson.java"));
        assertThat(ProjectFiles.longerThan(MAX_LINES, sources))
                .as("Classes of more than " + MAX_LINES + " lines: take them apart")
                .isEmpty();
    }

    @Test
    void aClassWithALineTooManyIsFound(@TempDir Path project) throws IOException {
        Path sources = Files.createDirectories(project.resolve("module/src/main/java/planted"));
        Path longest = Files.write(sources.resolve("Longest.java"), Collections.nCopies(MAX_LINES, ""));
        Path tooLong = Files.write(sources.resolve("TooLong.java"), Collections.nCopies(MAX_LINES + 1, ""));

        var found = ProjectFiles.longerThan(MAX_LINES, ProjectFiles.sourcesBelow(project));

        assertThat(found).contains(tooLong).doesNotContain(longest);
    }
}
