package com.pazpaz.cli.incident;

import com.pazpaz.application.port.in.ReportIncidentUseCase.Affected;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.cli.terminal.Operator;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.UserId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A report in Markdown (CommonMark, with tables). */
public final class IncidentMarkdown {

    private static final Map<KeyState, String> EVENTS = Map.of(
            KeyState.PRE_ACTIVE, "registered",
            KeyState.ACTIVE, "activated: encrypts everything from here on",
            KeyState.DEACTIVATED, "deactivated: encrypts nothing any more",
            KeyState.COMPROMISED, "marked as compromised",
            KeyState.DESTROYED, "retired: destroyed");

    static final String NO_ACCESSES =
            "Set PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD, the login of the schema's owner,"
                    + " who sees every workspace, and ./pazpaz keys incident adds who dealt with clients.";

    private final IncidentReport report;

    private IncidentMarkdown(IncidentReport report) {
        this.report = report;
    }

    /** The whole report, with a line break at its end. */
    public static String of(IncidentReport report) {
        var markdown = new IncidentMarkdown(report);
        return String.join(
                        "\n\n",
                        markdown.heading(),
                        markdown.timeline(),
                        markdown.records(),
                        markdown.failures(),
                        report.accesses().map(IncidentMarkdown::accesses).orElse("## Accesses\n\n" + NO_ACCESSES))
                + "\n";
    }

    private String heading() {
        return "# Incident: key " + report.key() + "\n\n"
                + "As of " + time(report.at()) + " (UTC). The key is " + report.state() + "; " + report.remaining()
                + " records are encrypted under it.\n\n"
                + "Marked by: "
                + report.compromise().by().map(IncidentMarkdown::who).orElse("not recorded") + "\n\n"
                + "Reason:\n\n"
                + "> "
                + report.compromise().reason().map(CompromiseReason::text).orElse("none was given");
    }

    /** An operator has no account: the id follows from the name on the machine, and only there the name is known. */
    private static String who(UserId user) {
        return user.equals(Operator.caller().user()) ? user + " (" + Operator.name() + ")" : user.toString();
    }

    private record Event(Instant at, String text) {}

    private String timeline() {
        List<Event> events = new ArrayList<>();
        report.reached()
                .forEach((state, at) -> events.add(
                        new Event(at, "key " + report.key() + " " + EVENTS.getOrDefault(state, state.name()))));
        for (ReencryptionRun run : report.reencryptions()) {
            events.add(
                    new Event(run.startedAt(), "re-encryption " + run.id() + " started, " + run.total() + " records"));
            run.finishedAt()
                    .ifPresent(at -> events.add(new Event(
                            at,
                            "re-encryption " + run.id() + " " + run.state() + ", "
                                    + run.remaining().orElse(0) + " records left, " + run.failed() + " failures")));
        }
        return "## Timeline\n\n| time (UTC) | |\n|---|---|\n"
                + events.stream()
                        .sorted(Comparator.comparing(Event::at))
                        .map(event -> "| " + time(event.at()) + " | " + event.text() + " |")
                        .collect(Collectors.joining("\n"));
    }

    private String records() {
        String rows = report.affected().stream().map(IncidentMarkdown::row).collect(Collectors.joining("\n"));
        return "## Records under the key, by workspace\n\n"
                + "Rewritten means under another key since, by a re-encryption or by an edit.\n\n"
                + "| workspace | when it was marked | rewritten | still under it |\n|---|---|---|---|\n"
                + (rows.isEmpty() ? "| none | 0 | 0 | 0 |" : rows);
    }

    private static String row(Affected affected) {
        return "| " + affected.workspace() + " | " + affected.whenMarked() + " | " + affected.rewritten() + " | "
                + affected.now() + " |";
    }

    private String failures() {
        if (report.failures().isEmpty()) {
            return "## Failures\n\nNone.";
        }
        return "## Failures\n\n"
                + "Records under the key that a re-encryption could not rewrite, as it found them; at most "
                + IncidentReport.MAX_FAILURES + ".\n\n"
                + "| workspace | record | reason |\n|---|---|---|\n"
                + report.failures().stream().map(IncidentMarkdown::row).collect(Collectors.joining("\n"));
    }

    private static String row(SetAside failure) {
        return "| " + failure.ref().workspace() + " | " + failure.ref().type().logicalName() + " "
                + failure.ref().id() + " | " + failure.reason() + " |";
    }

    private static String accesses(Accesses accesses) {
        String rows = accesses.latest().stream().map(IncidentMarkdown::row).collect(Collectors.joining("\n"));
        return "## Accesses since " + time(accesses.since()) + "\n\n"
                + "What users did with clients, by the audit trail, the latest first"
                + (accesses.more()
                        ? "; there are more than these " + accesses.latest().size()
                        : "") + ".\n\n"
                + "| workspace | user | operation | times | clients | first (UTC) | last (UTC) |\n"
                + "|---|---|---|---|---|---|---|\n"
                + (rows.isEmpty() ? "| none | | | 0 | 0 | | |" : rows) + "\n\n"
                + "Refused accesses: " + accesses.refused() + ". Failed logins: " + accesses.failedLogins() + ".";
    }

    private static String row(Access access) {
        return "| " + access.workspace() + " | "
                + access.user().map(IncidentMarkdown::who).orElse("not known") + " | "
                + access.operation().eventType() + " | " + access.events() + " | " + access.clients() + " | "
                + time(access.first()) + " | " + time(access.last()) + " |";
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
