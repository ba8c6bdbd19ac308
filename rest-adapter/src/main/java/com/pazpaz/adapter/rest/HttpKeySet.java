package com.pazpaz.adapter.rest;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ids of the keys in the JSON Web Key Set (RFC 7517, section 5) at an address. Waits for {@link #PATIENCE} at most. */
public final class HttpKeySet implements Supplier<Set<String>> {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String KEYS = "keys";
    private static final String NO_KEY_SET = "is no JSON Web Key Set";

    private final HttpClient client;
    private final HttpRequest request;

    public HttpKeySet(HttpClient client, URI address) {
        this.client = client;
        this.request = HttpRequest.newBuilder(address)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    /** @throws IssuerUnavailableException if it cannot be fetched or read */
    @Override
    public Set<String> get() {
        HttpResponse<byte[]> response = await(client.sendAsync(request, BodyHandlers.ofByteArray()));
        if (response.statusCode() != 200) {
            throw unavailable("answers " + response.statusCode(), null);
        }
        try (var reader = JSON.createReader(new ByteArrayInputStream(response.body()))) {
            JsonObject set = reader.readObject();
            if (!set.containsKey(KEYS)) {
                throw unavailable(NO_KEY_SET, null);
            }
            return set.getJsonArray(KEYS).getValuesAs(JsonObject.class).stream()
                    .filter(key -> key.getString("use", "sig").equals("sig") && key.containsKey("kid"))
                    .map(key -> key.getString("kid"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (JsonException | ClassCastException e) {
            throw unavailable(NO_KEY_SET, e);
        }
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unavailable("cannot be reached", e.getCause() instanceof IOException cause ? cause : e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable("does not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("was not waited for", e);
        }
    }

    private static IssuerUnavailableException unavailable(String what, @Nullable Throwable cause) {
        return new IssuerUnavailableException(
                "The key set of the issuer of tokens " + what
                        + "; see to it that MP_JWT_VERIFY_PUBLICKEY_LOCATION can be fetched from here",
                cause);
    }
}
