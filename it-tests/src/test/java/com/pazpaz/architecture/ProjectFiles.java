package com.pazpaz.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the project, from which the class files were made. */
final class ProjectFiles {

    private ProjectFiles() {}

    /** The folder of the whole project, which the build hands over as {@code pazpaz.root}. */
    static Path root() {
        String root = System.getProperty("pazpaz.root");
        if (root == null) {
            throw new IllegalStateException("Set the system property pazpaz.root to the folder of the project");
        }
        return Path.of(root);
    }

    /** The sources of production code, of every module below a folder. */
    static List<Path> sourcesBelow(Path folder) throws IOException {
        try (Stream<Path> modules = Files.list(folder)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(ProjectFiles::javaFilesBelow)
                    .sorted()
                    .toList();
        }
    }

    /** The names of all classes, those of tests too, that have a source of their own in a module below a folder. */
    static Set<String> classesBelow(Path folder) throws IOException {
        try (Stream<Path> modules = Files.list(folder)) {
            return modules.flatMap(module ->
                            Stream.of("src/main/java", "src/test/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .flatMap(ProjectFiles::javaFilesBelow)
                    .map(file -> String.valueOf(file.getFileName()).replace(".java", ""))
                    .collect(Collectors.toSet());
        }
    }

    /** Those of the files that have more lines. */
    static List<Path> longerThan(int lines, List<Path> files) throws IOException {
        List<Path> tooLong = new ArrayList<>();
        for (Path file : files) {
            if (Files.readAllLines(file).size() > lines) {
                tooLong.add(file);
            }
        }
        return tooLong;
    }

    private static Stream<Path> javaFilesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
