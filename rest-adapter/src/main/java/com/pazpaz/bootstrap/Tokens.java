package com.pazpaz.bootstrap;

import com.pazpaz.adapter.rest.HttpKeySet;
import com.pazpaz.adapter.rest.IssuerKeys;
import com.pazpaz.adapter.rest.PublishedKeys;
import com.pazpaz.adapter.rest.TokenRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** What this node asks of tokens, beyond what the container does. */
@ApplicationScoped
public class Tokens {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    @Produces
    @Dependent
    TokenRules rules(Settings settings) {
        return new TokenRules(settings.tokenType(), settings.tokenClaimType());
    }

    /** @throws IllegalArgumentException if keys would be fetched where anybody on the way can change them */
    @Produces
    @Dependent
    IssuerKeys keys(Settings settings) {
        String location = settings.issuerKeys();
        if (location.startsWith("http:")) {
            throw new IllegalArgumentException(
                    "MP_JWT_VERIFY_PUBLICKEY_LOCATION is an address without TLS. Set it to one that begins with https:");
        }
        if (!location.startsWith("https:")) {
            return IssuerKeys.ALL;
        }
        // Trusts whom the JVM trusts.
        var client = HttpClient.newBuilder().connectTimeout(CONNECT).build();
        return new PublishedKeys(
                new HttpKeySet(client, URI.create(location)), settings.issuerRefresh(), settings.issuerOffline());
    }
}
