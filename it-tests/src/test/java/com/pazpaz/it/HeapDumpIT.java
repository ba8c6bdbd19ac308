package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import com.pazpaz.demo.StateDirectory;
import com.pazpaz.domain.model.KeyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The memory of a node whose keys are in a file. Key bytes have to be there while they are used; no string may hold them,
 * since a string cannot be wiped, and is what logs and messages are made of.
 */
class HeapDumpIT extends EndToEndTest {

    private final StateDirectory dumps = system().state().directory("dumps");

    @AfterEach
    void deleteDumps() {
        dumps.deleteAllBut();
    }

    @Test
    void holdsNoKeyAsAString(TestReporter reporter) throws Exception {
        byte[] planted = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(planted);
        Map<String, String> environment = system().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_PLANTED", Base64.getEncoder().encodeToString(planted));
        environment.put("JVM_ARGS", "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        Path dump;
        try (LocalLiberty node = start("dumped-node", environment)) {
            eventually(() -> status(node, "/health/ready") == 200);
            useKeys(node);
            dump = dumpHeap(node);
        }

        reporter.publishEntry("bytes of heap searched", Long.toString(Files.size(dump)));
        assertThat(spellingsOf("the planted bytes", planted).foundIn(dump))
                .contains("the planted bytes in base64, ISO-8859-1");
        assertThat(spellingsOfAllKeys().foundIn(dump)).isEmpty();
    }

    @Test
    void isSearchedForEverySpelling() throws IOException {
        byte[] planted = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(planted);
        Spellings spellings = spellingsOf("planted", planted);
        Path file = Files.write(dumps.file("planted.bin"), spellings.written());

        assertThat(spellings.foundIn(file)).hasSize(12).isEqualTo(spellings.names());
    }

    /** One is made, all are loaded, checked and refreshed, and clients are written and read. */
    private static void useKeys(LocalLiberty node) {
        ApiCaller officer =
                caller(UUID.randomUUID(), List.of("security-officer")).on(node);
        ApiCaller therapist = someone().on(node);
        // Reported as loaded after a refresh.
        keyOnEveryNode(officer);
        String id = therapist.register(FIRST_NAME_AND_LAST_NAME);
        assertThat(therapist.get("/clients/" + id).status()).isEqualTo(200);
        assertThat(therapist.get("/clients?search=person").status()).isEqualTo(200);
    }

    /** With what is no longer reachable: who looks into memory does not ask whether it is. */
    private Path dumpHeap(LocalLiberty node) throws IOException, InterruptedException {
        Path dump = dumps.file("heap.hprof");
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "jcmd")
                                .toString(),
                        Long.toString(jvmOf(node).pid()),
                        "GC.heap_dump",
                        "-all",
                        dump.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(jcmd.waitFor()).isZero();
        return dump;
    }

    private static ProcessHandle jvmOf(LocalLiberty node) {
        ProcessHandle started = ProcessHandle.of(node.pid()).orElseThrow();
        return Stream.concat(Stream.of(started), started.descendants())
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow();
    }

    private static Spellings spellingsOf(String name, byte[] bytes) {
        var spellings = new Spellings();
        spellings.add(name, bytes);
        return spellings;
    }

    private static Spellings spellingsOfAllKeys() {
        var spellings = new Spellings();
        for (KeyVersion version : system().keys().versions()) {
            try (KeyMaterial key = system().keys().read(version)) {
                byte[] bytes = key.copy();
                spellings.add("key " + version, bytes);
                Arrays.fill(bytes, (byte) 0);
            }
        }
        return spellings;
    }
}
