package com.pazpaz.it;

import com.pazpaz.demo.DevelopmentCertificate;
import com.pazpaz.demo.Ports;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** A real Keycloak, as a process of its own, with the realm of {@code keycloak-realm.json} in it. */
final class LocalKeycloak implements AutoCloseable {

    /** Set by the build: where the distribution is unpacked. */
    private static final String DIRECTORY = "pazpaz.keycloak";

    private static final String REALM = "/realms/pazpaz";
    private static final String PROTOCOL = REALM + "/protocol/openid-connect";

    private final String address = "https://localhost:" + Ports.free();
    private final Process process;

    LocalKeycloak() {
        Path home = Path.of(System.getProperty(DIRECTORY, ""));
        try (var realm = LocalKeycloak.class.getResourceAsStream("/keycloak-realm.json")) {
            Path imports = Files.createDirectories(home.resolve("data/import"));
            Files.copy(
                    Objects.requireNonNull(realm),
                    imports.resolve("pazpaz-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            process = launch(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(Path home) throws IOException {
        DevelopmentCertificate certificate = TestSystem.get().certificate();
        var builder = new ProcessBuilder(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--http-enabled=false",
                "--http-port=" + Ports.free(),
                "--http-management-port=" + Ports.free(),
                "--https-port=" + address.substring(address.lastIndexOf(':') + 1),
                "--https-key-store-file=" + certificate.keyStore(),
                "--hostname=" + address);
        Map<String, String> variables = builder.environment();
        variables.put("KC_HTTPS_KEY_STORE_PASSWORD", certificate.keyStorePassword());
        variables.put("JAVA_HOME", System.getProperty("java.home", ""));
        variables.put("JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        builder.redirectErrorStream(true);
        builder.redirectOutput(TestSystem.get().logs().resolve("keycloak.log").toFile());
        return builder.start();
    }

    String issuer() {
        return address + REALM;
    }

    String keySet() {
        return address + PROTOCOL + "/certs";
    }

    boolean isReady() {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak has ended; keycloak.log among the logs of the system says why");
        }
        try {
            return ApiCaller.sendTo(address, REALM, ApiCaller.request().GET()).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The tokens that a person gets who logs in. */
    JsonObject login(String name, String password) {
        String form = Map.of(
                        "grant_type", "password",
                        "client_id", "front-end",
                        "scope", "openid",
                        "username", name,
                        "password", password)
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = ApiCaller.request()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        String body = ApiCaller.sendTo(address, PROTOCOL + "/token", request).body();
        try (var reader = Json.createReader(new StringReader(body))) {
            return reader.readObject();
        }
    }

    /** It runs as a child of its script until it has configured itself, and then in its place. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
