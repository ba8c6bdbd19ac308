package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.RecordExceededLimitUseCase;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.RequestLimit;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Refuses what is too much of one user, of one workspace, or of bad tokens from one address, and says when failed logins are too
 * many to put each on record: who has many addresses would write the trail full. Counted on this node alone, and from zero when
 * it starts.
 *
 * <p>Everything beyond a limit counts in a metric. On record is the first in a while of each: an event for every one would be the flood
 * that this is there against.
 */
public final class RequestLimits {

    /** Told apart at a time, of each kind: 1 MB or so. */
    private static final int MAX_BUCKETS = 10_000;

    /**
     * What to say to whoever sends too much.
     *
     * @param retryAfter in whole seconds
     */
    record Refusal(RequestLimit limit, Duration retryAfter) {

        Problem toProblem() {
            String detail = limit == RequestLimit.ADDRESS
                    ? "Too many requests without a valid token came from this address; wait, and send a valid one"
                    : "Too many requests of this " + limit.label()
                            + " came in a short time; wait, and go on more slowly";
            return Problem.tooManyRequests(detail, retryAfter);
        }
    }

    private final RateLimiter<UserId> users;
    private final RateLimiter<WorkspaceId> workspaces;
    private final RateLimiter<String> addresses;
    private final RateLimiter<RequestLimit> recordedLogins;
    private final RecordExceededLimitUseCase records;
    private final Consumer<RequestLimit> refusals;

    /**
     * @param refusals counts what is beyond a limit
     * @param nanoTime as {@link System#nanoTime}
     */
    public RequestLimits(
            RequestRates rates,
            RecordExceededLimitUseCase records,
            Consumer<RequestLimit> refusals,
            LongSupplier nanoTime) {
        this.users = new RateLimiter<>(rates.user(), MAX_BUCKETS, nanoTime);
        this.workspaces = new RateLimiter<>(rates.workspace(), MAX_BUCKETS, nanoTime);
        this.addresses = new RateLimiter<>(rates.failedLogins(), MAX_BUCKETS, nanoTime);
        this.recordedLogins = new RateLimiter<>(rates.recordedFailedLogins(), 1, nanoTime);
        this.records = records;
        this.refusals = refusals;
    }

    /** Whether someone with a valid token has sent too much; nothing if they have not. */
    Optional<Refusal> refusalOf(Caller caller) {
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

    /** Whether this is one bad token too many; nothing as long as it is to be treated as a failed login. */
    Optional<Refusal> refusalOf(Origin origin) {
        var decision = addresses.take(NetworkAddress.groupOf(origin.address().orElse("")));
        return decision.permitted()
                ? Optional.empty()
                : Optional.of(refuse(RequestLimit.ADDRESS, decision, () -> recordAddress(origin)));
    }

    /** Whoever has many addresses has many such events, too. */
    private void recordAddress(Origin origin) {
        if (permitRecordOf(origin)) {
            records.exceeded(origin, RequestLimit.ADDRESS);
        }
    }

    /** Whether one more failed login is to be put on record by itself. It is refused in any case. Takes from what a node records. */
    boolean permitRecordOf(Origin origin) {
        var decision = recordedLogins.take(RequestLimit.FAILED_LOGINS);
        if (!decision.permitted()) {
            count(RequestLimit.FAILED_LOGINS, decision, () -> records.exceeded(origin, RequestLimit.FAILED_LOGINS));
        }
        return decision.permitted();
    }

    private Refusal refuse(RequestLimit limit, RateLimiter.Decision decision, Runnable note) {
        count(limit, decision, note);
        return new Refusal(limit, decision.retryAfter());
    }

    private void count(RequestLimit limit, RateLimiter.Decision decision, Runnable note) {
        refusals.accept(limit);
        if (decision.worthANote()) {
            try {
                note.run();
            } catch (RuntimeException e) {
                // It is refused all the same; what could not be recorded is at least logged.
                FaultLog.outage(e);
            }
        }
    }
}
