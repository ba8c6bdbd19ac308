package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Vault's HTTP API at one address. Waits for an answer as long as it is told and no longer, reads at most
 * {@value #LARGEST_ANSWER} bytes of it, and goes to no other address, whatever the answer says.
 *
 * <p>After an answer that says to come back later it tries once more, unless the request may have written something:
 * a second attempt would then find its own traces.
 */
final class VaultClient {

    static final int LARGEST_ANSWER = 64 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(3);

    private final URI address;
    private final Optional<String> namespace;
    private final Duration timeout;
    private final Pause pause;
    private final HttpClient http;

    VaultClient(URI address, Optional<String> namespace, Duration timeout, Pause pause) {
        this.address = address;
        this.namespace = namespace;
        this.timeout = timeout;
        this.pause = pause;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    /**
     * Sends a request and returns the answer, whether Vault agreed to it or not.
     *
     * @param path after {@code /v1/}
     * @throws KeyStoreUnavailableException if Vault cannot be reached, is sealed, overloaded or not the active node
     * @throws InvalidKeyStoreException if the answer is too large, or leads elsewhere
     */
    VaultAnswer send(String method, String path, Optional<String> token, byte[] body) {
        HttpRequest request = request(method, path, token, body);
        try {
            VaultAnswer answer = exchange(request, path);
            if (answer.status() == 429 || (answer.isOutage() && !method.equals("POST"))) {
                pause.take();
                answer = exchange(request, path);
            }
            return checked(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KeyStoreUnavailableException("Waiting for Vault at " + address + " was interrupted. Try again");
        }
    }

    private HttpRequest request(String method, String path, Optional<String> token, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                .timeout(timeout)
                .header("X-Vault-Request", "true")
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (body.length > 0) {
            request.header("Content-Type", "application/json");
        }
        token.ifPresent(value -> request.header("X-Vault-Token", value));
        namespace.ifPresent(value -> request.header("X-Vault-Namespace", value));
        return request.build();
    }

    private VaultAnswer exchange(HttpRequest request, String path) throws InterruptedException {
        CompletableFuture<HttpResponse<Optional<byte[]>>> response =
                http.sendAsync(request, information -> new LimitedBody(LARGEST_ANSWER));
        try {
            // The client's own timeout ends with the headers; this one covers the body as well.
            HttpResponse<Optional<byte[]>> received = response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            byte[] content = received.body()
                    .orElseThrow(() -> new InvalidKeyStoreException("The answer at " + path + " is larger than any of"
                            + " Vault's for a key. Check that PAZPAZ_VAULT_ADDR leads to Vault"));
            return new VaultAnswer(path, received.statusCode(), content);
        } catch (TimeoutException e) {
            throw unreachable(new HttpTimeoutException("no answer in time"));
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } finally {
            response.cancel(true);
        }
    }

    private KeyStoreUnavailableException unreachable(@Nullable Throwable cause) {
        String message = "Vault at " + address + " cannot be reached. Check PAZPAZ_VAULT_ADDR, the network, and that"
                + " this server's JVM trusts Vault's certificate";
        if (cause instanceof ConnectException
                || cause instanceof HttpTimeoutException
                || cause instanceof SSLException) {
            return new KeyStoreUnavailableException(message, cause);
        }
        // Other causes may quote what was received.
        return new KeyStoreUnavailableException(message);
    }

    private VaultAnswer checked(VaultAnswer answer) {
        int status = answer.status();
        if (status == 503) {
            throw new KeyStoreUnavailableException(
                    "Vault at " + address + " is sealed, or down for maintenance (status 503). Unseal it");
        }
        if (status == 472 || status == 473 || status == 307) {
            throw new KeyStoreUnavailableException("Vault at " + address + " is a standby node (status " + status
                    + "). Set PAZPAZ_VAULT_ADDR to an address that leads to the active node");
        }
        if (answer.isOutage()) {
            throw new KeyStoreUnavailableException("Vault at " + address + " cannot answer just now (status " + status
                    + "). If that lasts, look into Vault's own log");
        }
        if (status / 100 == 3) {
            throw new InvalidKeyStoreException("Vault at " + address + " sends requests elsewhere (status " + status
                    + "), which is not followed. Set PAZPAZ_VAULT_ADDR to the final address");
        }
        return answer;
    }

    @Override
    public String toString() {
        return "VaultClient[" + address + "]";
    }

    /** A short time to wait before a second attempt. */
    interface Pause {
        void take() throws InterruptedException;
    }
}
