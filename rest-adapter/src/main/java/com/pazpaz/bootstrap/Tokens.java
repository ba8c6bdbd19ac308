package com.pazpaz.bootstrap;

import com.pazpaz.adapter.rest.TokenRules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** What this node asks of tokens, beyond what the container does. */
@ApplicationScoped
public class Tokens {

    @Produces
    @Dependent
    TokenRules rules(Settings settings) {
        return new TokenRules(settings.tokenType(), settings.tokenClaimType());
    }
}
