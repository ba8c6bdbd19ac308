package com.pazpaz.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Where a running demo is, as it wrote it down itself.
 *
 * @param url of the API, {@code /api/v1} included
 * @param token of a caller who may read and write clients
 * @param caCertificate of the authority behind the server's certificate, PEM
 */
public record DemoServer(URI url, String token, Path caCertificate) {

    public DemoServer {
        if (!isLoopback(url)) {
            throw new IllegalArgumentException("Load is only put on a demo on this machine; start one: ./pazpaz demo");
        }
    }

    /**
     * Reads the demo's file.
     *
     * @throws IOException if it cannot be read; the message says how to start a demo
     */
    public static DemoServer read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("There is no " + file.getFileName() + ": start a demo first, ./pazpaz demo");
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new DemoServer(
                URI.create(required(properties, "url")),
                required(properties, "token"),
                Path.of(required(properties, "ca.certificate")));
    }

    /** Another server of the same demo, on this port. */
    public DemoServer at(int port) {
        String other = "https://localhost:" + port + url.getPath();
        return new DemoServer(URI.create(other), token, caCertificate);
    }

    private static String required(Properties properties, String name) throws IOException {
        var value = properties.getProperty(name);
        if (value == null || value.isBlank()) {
            throw new IOException("The demo's file lacks " + name + ": start the demo anew");
        }
        return value;
    }

    private static boolean isLoopback(URI url) {
        try {
            return url.getHost() != null && InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }

    /** The address alone: a token has no place in a log. */
    @Override
    public String toString() {
        return "DemoServer[" + url + "]";
    }
}
