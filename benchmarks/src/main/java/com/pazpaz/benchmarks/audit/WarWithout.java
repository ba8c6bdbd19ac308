package com.pazpaz.benchmarks.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Puts {@link NothingRecorded} into a copy of the WAR, in place of the audit trail. */
final class WarWithout {

    private static final String BEANS = "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\""
            + " bean-discovery-mode=\"annotated\"/>";

    private WarWithout() {}

    /**
     * Writes the copy.
     *
     * @return {@code copy}
     */
    static Path auditTrail(Path war, Path copy) throws IOException {
        Files.copy(war, copy, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem archive = FileSystems.newFileSystem(copy)) {
            Files.write(archive.getPath("WEB-INF/lib/nothing-recorded.jar"), jar());
        }
        return copy;
    }

    private static byte[] jar() throws IOException {
        String name = NothingRecorded.class.getName().replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes);
                InputStream code = NothingRecorded.class.getClassLoader().getResourceAsStream(name)) {
            if (code == null) {
                throw new IOException("The class of " + name + " is missing. Build the benchmarks again");
            }
            jar.putNextEntry(new JarEntry("META-INF/beans.xml"));
            jar.write(BEANS.getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(name));
            code.transferTo(jar);
        }
        return bytes.toByteArray();
    }
}
