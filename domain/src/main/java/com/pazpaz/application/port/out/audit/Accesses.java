package com.pazpaz.application.port.out.audit;

import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who dealt with clients since a time, in all workspaces: ids, names of operations, counts and times.
 *
 * @param since from this time on
 * @param latest what was done, the latest {@link Access#last} first
 * @param more whether there is more than that
 * @param refused how often something was not permitted, to whatever it was about
 * @param failedLogins how many logins failed
 */
public record Accesses(Instant since, List<Access> latest, boolean more, long refused, long failedLogins) {

    /**
     * What one user has done with clients of one workspace, by one operation, and was able to.
     *
     * @param user empty if nobody is known
     * @param events how often
     * @param clients how many different ones were dealt with
     */
    public record Access(
            WorkspaceId workspace,
            Optional<UserId> user,
            Operation operation,
            long events,
            long clients,
            Instant first,
            Instant last) {}

    public Accesses {
        latest = List.copyOf(latest);
    }
}
