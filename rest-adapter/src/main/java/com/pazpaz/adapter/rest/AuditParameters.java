package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.domain.model.AuditAction;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.ResourceType;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.Violation;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The query of the audit trail. Taken as text, so that whatever is wrong with it is answered by name. */
public class AuditParameters {

    /** UUIDs, and versions of keys. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** More than there ever will be, and less than the database can tell. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("+10000-01-01T00:00:00Z");

    @QueryParam("user_id")
    private @Nullable String user;

    @QueryParam("resource_type")
    private @Nullable String resourceType;

    @QueryParam("resource_id")
    private @Nullable String resourceId;

    @QueryParam("action")
    private @Nullable String action;

    @QueryParam("start_date")
    private @Nullable String start;

    @QueryParam("end_date")
    private @Nullable String end;

    @QueryParam("phi_only")
    private @Nullable String phiOnly;

    @QueryParam("page")
    private @Nullable String page;

    @QueryParam("page_size")
    private @Nullable String pageSize;

    private final List<Violation> violations = new ArrayList<>();

    /** @throws RefusedRequestException with every rule that is broken */
    Filter filter() {
        var filter = new Filter(
                read("user_id", user, "must be a UUID", AuditParameters::user),
                read("resource_type", resourceType, "is not a type of resource", ResourceType::labelled),
                read("resource_id", resourceId, "must be an id", AuditParameters::id),
                read("action", action, "is not an action", text -> Optional.of(AuditAction.valueOf(text))),
                Optional.empty(),
                read("start_date", start, "must be a date or a time in UTC", text -> time(text, 0)),
                // A day is asked for to its end.
                read("end_date", end, "must be a date or a time in UTC", text -> time(text, 1)),
                read("phi_only", phiOnly, "must be true or false", AuditParameters::flag)
                        .orElse(false));
        if (!violations.isEmpty()) {
            throw RefusedRequestException.invalid(violations);
        }
        return filter;
    }

    /** @throws RefusedRequestException with every rule that is broken */
    PageRequest page() {
        int number = read("page", page, "must be a number from 1", text -> number(text, 999_999_999))
                .orElse(1);
        int size = read(
                        "page_size",
                        pageSize,
                        "must be a number from 1 to " + PageRequest.MAX_SIZE,
                        text -> number(text, PageRequest.MAX_SIZE))
                .orElse(PageRequest.DEFAULT_SIZE);
        if (!violations.isEmpty()) {
            throw RefusedRequestException.invalid(violations);
        }
        return new PageRequest(number, size);
    }

    private <T> Optional<T> read(
            String name, @Nullable String text, String rule, Function<String, Optional<T>> parser) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> parsed;
        try {
            parsed = parser.apply(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            parsed = Optional.empty();
        }
        if (parsed.isEmpty()) {
            violations.add(new Violation(name, rule));
        }
        return parsed;
    }

    private static Optional<UserId> user(String text) {
        return Ids.isId(text) ? Optional.of(new UserId(UUID.fromString(text))) : Optional.empty();
    }

    private static Optional<String> id(String text) {
        return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Integer> number(String text, int most) {
        int number = Integer.parseInt(text);
        return number >= 1 && number <= most ? Optional.of(number) : Optional.empty();
    }

    private static Optional<Boolean> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> time(String text, int days) {
        Instant time = text.length() == 10
                ? LocalDate.parse(text)
                        .plusDays(days)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : Instant.parse(text);
        return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
    }
}
