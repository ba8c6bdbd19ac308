package com.pazpaz.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoServerTest {

    @TempDir
    private Path directory = Path.of("");

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("demo.properties"), content);
    }

    @Test
    void isReadFromWhatTheDemoWrote() throws IOException {
        var file = file("""
                url=https://localhost:9443/api/v1
                token=a-made-up-token
                ca.certificate=ca.pem
                """);

        assertThat(DemoServer.read(file))
                .isEqualTo(new DemoServer(
                        URI.create("https://localhost:9443/api/v1"), "a-made-up-token", Path.of("ca.pem")));
    }

    @Test
    void asksForADemoIfThereIsNone() {
        assertThatThrownBy(() -> DemoServer.read(directory.resolve("demo.properties")))
                .isInstanceOf(IOException.class)
                .hasMessage("There is no demo.properties: start a demo first, ./pazpaz demo");
    }

    @Test
    void namesWhatTheFileLacks() throws IOException {
        var file = file("url=https://localhost:9443/api/v1\n");

        assertThatThrownBy(() -> DemoServer.read(file)).hasMessageContaining("lacks token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.7/api/v1", "https:///api/v1"})
    void isNeverAnotherMachine(String url) {
        assertThatThrownBy(() -> new DemoServer(URI.create(url), "a-made-up-token", Path.of("ca.pem")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine");
    }

    @Test
    void doesNotPrintItsToken() {
        var server = new DemoServer(URI.create("https://127.0.0.1/api/v1"), "a-made-up-token", Path.of("ca.pem"));

        assertThat(server).hasToString("DemoServer[https://127.0.0.1/api/v1]");
    }
}
