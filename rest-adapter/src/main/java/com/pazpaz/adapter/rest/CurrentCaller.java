package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who sent the request, as the verified token says. */
@Dependent
public class CurrentCaller {

    /** Stands for the installation, which is nobody's. */
    private static final String NIL = WorkspaceId.INSTALLATION.toString();

    private final JsonWebToken token;
    private final HttpServletRequest request;

    @Inject
    public CurrentCaller(JsonWebToken token, HttpServletRequest request) {
        this.token = token;
        this.request = request;
    }

    /** @throws NotAuthorizedException if the token does not name a user and a workspace */
    Caller get() {
        return callerOf(token, request)
                .orElseThrow(() -> new NotAuthorizedException("The token must name a user and a workspace", "Bearer"));
    }

    /** Who sent a request; nobody if no token says so that names a user and a workspace. */
    static Optional<Caller> of(HttpServletRequest request) {
        return Optional.ofNullable(request.getUserPrincipal())
                .filter(JsonWebToken.class::isInstance)
                .flatMap(token -> callerOf((JsonWebToken) token, request));
    }

    private static Optional<Caller> callerOf(JsonWebToken token, HttpServletRequest request) {
        return uuid(token, "sub")
                .flatMap(user -> uuid(token, "workspace_id")
                        .map(workspace -> new Caller(
                                new UserId(user), new WorkspaceId(workspace), roles(token), originOf(request))));
    }

    /** Where a request came from. */
    static Origin originOf(HttpServletRequest request) {
        return new Origin(
                RequestId.current(),
                Optional.ofNullable(request.getRemoteAddr()),
                Optional.ofNullable(request.getHeader(HttpHeaders.USER_AGENT)));
    }

    /** Groups that PazPaz does not know permit nothing. */
    private static Set<Role> roles(JsonWebToken token) {
        return Optional.ofNullable(token.getGroups()).orElse(Set.of()).stream()
                .flatMap(group -> Role.of(group).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<UUID> uuid(JsonWebToken token, String claim) {
        @Nullable Object value = token.getClaim(claim);
        String text = String.valueOf(value);
        return Ids.isId(text) && !NIL.equals(text) ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
