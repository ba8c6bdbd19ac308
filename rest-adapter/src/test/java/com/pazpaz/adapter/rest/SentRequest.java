package com.pazpaz.adapter.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** A request with a token that the container finds valid, or does not. Whatever else is asked of it, it refuses to say. */
final class SentRequest extends HttpServletRequestWrapper {

    static final String ADDRESS = "192.0.2.1";

    private final Optional<Map<String, Object>> claims;

    private SentRequest(Optional<Map<String, Object>> claims) {
        super(unknowing(HttpServletRequest.class));
        this.claims = claims;
    }

    /** One whose token the container finds valid, with these claims. */
    static SentRequest withClaims(Map<String, Object> claims) {
        return new SentRequest(Optional.of(claims));
    }

    /** One whose token the container does not find valid. */
    static SentRequest withBadToken() {
        return new SentRequest(Optional.empty());
    }

    /** What implements a type and knows none of the answers. */
    static <T> T unknowing(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }

    @Override
    public boolean authenticate(HttpServletResponse response) {
        if (claims.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        }
        return claims.isPresent();
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return claims.map(Token::new).orElse(null);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return Collections.enumeration(List.of("Bearer e30.e30.c2lnbmF0dXJl"));
    }

    @Override
    public @Nullable String getHeader(String name) {
        return null;
    }

    @Override
    public String getRemoteAddr() {
        return ADDRESS;
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {

        @Override
        public String getName() {
            return "someone";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as the interface has it
        public <T> @Nullable T getClaim(String name) {
            return (T) claims.get(name);
        }
    }
}
