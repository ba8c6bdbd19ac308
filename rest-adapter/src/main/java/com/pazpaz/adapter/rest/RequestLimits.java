package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;

/**
 * Refuses what is too much of one user, of one workspace, or of bad tokens from one address. Counted on this node alone, and
 * from zero when it starts.
 *
 * <p>Every refusal counts in a metric. On record is the first in a while of each: an event for every one would be the flood
 * that this is there against.
 */
public final class RequestLimits {

    /** Told apart at a time, of each kind: 1 MB or so. */
    private static final int MAX_BUCKETS = 10_000;

    private final RateLimiter<UserId> users;
    private final RateLimiter<WorkspaceId> workspaces;
    private final RateLimiter<String> addresses;
    private final RecordExceededLimitUseCase records;
    private final MetricRegistry registry;

    public RequestLimits(RequestRates rates, RecordExceededLimitUseCase records, MetricRegistry registry) {
        this.users = new RateLimiter<>(rates.user(), MAX_BUCKETS, System::nanoTime);
        this.workspaces = new RateLimiter<>(rates.workspace(), MAX_BUCKETS, System::nanoTime);
        this.addresses = new RateLimiter<>(rates.failedLogins(), MAX_BUCKETS, System::nanoTime);
        this.records = records;
        this.registry = registry;
        // So that every limit is there to be watched, before any was met.
        for (RequestLimit limit : RequestLimit.values()) {
            count(limit, 0);
        }
    }

    /** What to answer to someone with a valid token who has sent too much; nothing if they have not. */
    Optional<Response> refusalOf(Caller caller) {
        var ofUser = users.take(caller.user());
        if (!ofUser.permitted()) {
            return Optional.of(refuse(RequestLimit.USER, ofUser, () -> records.exceeded(caller, RequestLimit.USER)));
        }
        var ofWorkspace = workspaces.take(caller.workspace());
        return ofWorkspace.permitted()
                ? Optional.empty()
                : Optional.of(refuse(
                        RequestLimit.WORKSPACE, ofWorkspace, () -> records.exceeded(caller, RequestLimit.WORKSPACE)));
    }

    /** What to answer to one bad token too many; nothing as long as it is to be treated as a failed login. */
    Optional<Response> refusalOf(Origin origin) {
        var decision = addresses.take(NetworkAddress.groupOf(origin.address().orElse("")));
        return decision.permitted()
                ? Optional.empty()
                : Optional.of(refuse(RequestLimit.ADDRESS, decision, () -> records.exceeded(origin)));
    }

    private Response refuse(RequestLimit limit, RateLimiter.Decision decision, Runnable note) {
        count(limit, 1);
        if (decision.worthANote()) {
            try {
                note.run();
            } catch (RuntimeException e) {
                // It is refused all the same; what could not be recorded is at least logged.
                FaultLog.outage(e);
            }
        }
        return Problem.tooManyRequests(
                        limit == RequestLimit.ADDRESS
                                ? "Too many requests without a valid token came from this address; wait, and send a valid one"
                                : "Too many requests of this " + limit.label()
                                        + " came in a short time; wait, and go on" + " more slowly",
                        decision.retryAfter())
                .toResponse();
    }

    private void count(RequestLimit limit, long requests) {
        registry.counter(
                        Metadata.builder()
                                .withName("pazpaz_requests_limited")
                                .withDescription("Requests that were refused for being too many")
                                .build(),
                        new Tag("limit", limit.label()))
                .inc(requests);
    }
}
