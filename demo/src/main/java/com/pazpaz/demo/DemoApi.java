package com.pazpaz.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP API as a user of it sees it.
 *
 * @param base the URL to which {@code /clients} is appended
 */
record DemoApi(HttpClient client, URI base) {

    private static final Pattern TOTAL = Pattern.compile("\"total\"\\s*:\\s*([0-9]+)");
    private static final Pattern ACCEPTED = Pattern.compile("\"accepted\"\\s*:\\s*([0-9]+)");

    /** How many clients the token's workspace has, archived ones among them. */
    long countClients(String token) {
        var request = HttpRequest.newBuilder(URI.create(base + "/clients?page_size=1&include_inactive=true"));
        return number(TOTAL, send(request.GET(), token));
    }

    /** Imports CSV, and tells how many clients were accepted. */
    long importClients(String token, String csv) {
        var request = HttpRequest.newBuilder(URI.create(base + "/clients/import"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(csv));
        return number(ACCEPTED, send(request, token));
    }

    private String send(HttpRequest.Builder request, String token) {
        try {
            var response = client.send(
                    request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new DemoException("The server answered " + response.statusCode() + " to "
                        + response.request().uri().getPath());
            }
            return response.body();
        } catch (IOException e) {
            throw new DemoException("The server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted", e);
        }
    }

    private static long number(Pattern pattern, String json) {
        Matcher matcher = pattern.matcher(json);
        if (!matcher.find()) {
            throw new DemoException("The server's answer has no number where one was expected");
        }
        return Long.parseLong(matcher.group(1));
    }
}
