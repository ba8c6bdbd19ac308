package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotAuthorizedException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Who sent the request, as the verified token says. */
@Dependent
public class CurrentCaller {

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private final JsonWebToken token;

    @Inject
    public CurrentCaller(JsonWebToken token) {
        this.token = token;
    }

    /** @throws NotAuthorizedException if the token does not name a user and a workspace */
    Caller get() {
        return new Caller(new UserId(uuid("sub")), new WorkspaceId(uuid("workspace_id")));
    }

    private UUID uuid(String claim) {
        @Nullable Object value = token.getClaim(claim);
        String text = String.valueOf(value);
        if (!UUID_TEXT.matcher(text).matches()) {
            throw new NotAuthorizedException("The token must hold a UUID as " + claim, "Bearer");
        }
        return UUID.fromString(text);
    }
}
