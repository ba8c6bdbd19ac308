package com.pazpaz.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ReportIncidentUseCase.Affected;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.application.port.out.audit.Accesses;
import com.pazpaz.application.port.out.audit.Accesses.Access;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.ReencryptionState;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentReportsTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final Instant MARKED = Instant.parse("2026-11-24T10:15:30.123Z");

    private final UserId officer = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000001"));
    private final WorkspaceId practice = new WorkspaceId(UUID.fromString("00000000-0000-4000-8000-000000000002"));
    private final UUID run = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private final UUID client = UUID.fromString("00000000-0000-4000-8000-000000000004");

    private final UserId therapist = new UserId(UUID.fromString("00000000-0000-4000-8000-000000000005"));

    private Access access(Optional<UserId> user, Operation operation) {
        return new Access(practice, user, operation, 12, 9, MARKED.minusSeconds(30), MARKED);
    }

    private final IncidentReport unfinished = new IncidentReport(
            V1,
            KeyState.COMPROMISED,
            MARKED.plusSeconds(60),
            Map.of(KeyState.PRE_ACTIVE, Instant.parse("2026-01-01T00:00:00Z"), KeyState.COMPROMISED, MARKED),
            new KeyCompromise(
                    Optional.of(officer), Optional.of(new CompromiseReason("Seen in a paste")), Map.of(practice, 10L)),
            List.of(new Affected(practice, 10, 1)),
            List.of(new ReencryptionRun(
                    run,
                    ReencryptionState.RUNNING,
                    ReencryptionLimits.DEFAULT,
                    10,
                    MARKED.plusSeconds(5),
                    Optional.empty(),
                    Duration.ZERO,
                    1,
                    OptionalLong.empty())),
            List.of(new SetAside(new RecordRef(practice, RecordType.CLIENT, client), V1, 3, Reason.UNREADABLE)),
            Optional.of(new Accesses(
                    Instant.parse("2026-01-02T00:00:00Z"),
                    List.of(
                            access(Optional.of(therapist), Operation.VIEW_CLIENT),
                            access(Optional.empty(), Operation.EXPORT_CLIENTS)),
                    true,
                    5,
                    7)));

    private final IncidentReport bare = new IncidentReport(
            V1,
            KeyState.COMPROMISED,
            MARKED,
            Map.of(KeyState.COMPROMISED, MARKED),
            new KeyCompromise(Optional.empty(), Optional.empty(), Map.of()),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    private final IncidentReport untouched = new IncidentReport(
            V1,
            KeyState.COMPROMISED,
            MARKED,
            bare.reached(),
            bare.compromise(),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(new Accesses(MARKED, List.of(), false, 0, 0)));

    @Test
    void peopleReadWhatHappenedInTheOrderOfTime() {
        assertThat(IncidentMarkdown.of(unfinished))
                .startsWith("# Incident: key v1\n\nAs of 2026-11-24T10:16:30Z (UTC). The key is COMPROMISED; 1 records")
                .contains("Marked by: " + officer, "> Seen in a paste")
                .contains("| 2026-01-01T00:00:00Z | key v1 registered |\n"
                        + "| 2026-11-24T10:15:30Z | key v1 marked as compromised |\n"
                        + "| 2026-11-24T10:15:35Z | re-encryption " + run + " started, 10 records |\n")
                .contains("| " + practice + " | 10 | 9 | 1 |")
                .contains("| " + practice + " | client " + client + " | UNREADABLE |");
    }

    @Test
    void peopleReadWhatIsNotKnown() {
        assertThat(IncidentMarkdown.of(bare))
                .contains("Marked by: not recorded", "> none was given", "| none | 0 | 0 | 0 |", "None.");
    }

    @Test
    void peopleReadWhoDealtWithClientsAndThatItWasMore() {
        assertThat(IncidentMarkdown.of(unfinished))
                .contains("## Accesses since 2026-01-02T00:00:00Z\n", "there are more than these 2.")
                .contains("| " + practice + " | " + therapist
                        + " | client.view | 12 | 9 | 2026-11-24T10:15:00Z | 2026-11-24T10:15:30Z |\n")
                .contains("| " + practice + " | not known | client.export | 12 | 9 |")
                .endsWith("Refused accesses: 5. Failed logins: 7.\n");
    }

    @Test
    void peopleReadThatNobodyDealtWithClients() {
        assertThat(IncidentMarkdown.of(untouched))
                .contains("| none | | | 0 | 0 | | |", "Refused accesses: 0. Failed logins: 0.")
                .doesNotContain("there are more");
    }

    @Test
    void everybodyReadsWhichSettingsAddTheAccesses() {
        assertThat(IncidentMarkdown.of(bare))
                .contains("## Accesses\n\nSet PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD");
        assertThat(IncidentJson.of(bare).isNull("accesses")).isTrue();
        assertThat(IncidentJson.of(bare).getString("accesses_missing")).contains("PAZPAZ_DB_OWNER_PASSWORD");
    }

    @Test
    void machinesReadTheAccesses() {
        JsonObject accesses = IncidentJson.of(unfinished).getJsonObject("accesses");

        assertThat(accesses.getString("since")).isEqualTo("2026-01-02T00:00:00Z");
        assertThat(accesses.getBoolean("more")).isTrue();
        assertThat(accesses.getInt("refused")).isEqualTo(5);
        assertThat(accesses.getInt("failed_logins")).isEqualTo(7);
        assertThat(accesses.getJsonArray("latest").getJsonObject(0).toString())
                .isEqualTo("{\"workspace_id\":\"" + practice + "\",\"user_id\":\"" + therapist
                        + "\",\"operation\":\"client.view\",\"events\":12,\"clients\":9,"
                        + "\"first_at\":\"2026-11-24T10:15:00.123Z\",\"last_at\":\"2026-11-24T10:15:30.123Z\"}");
        assertThat(accesses.getJsonArray("latest").getJsonObject(1).isNull("user_id"))
                .isTrue();
        assertThat(IncidentJson.of(unfinished).isNull("accesses_missing")).isTrue();
    }

    @Test
    void machinesReadTheSame() {
        JsonObject json = IncidentJson.of(unfinished);

        assertThat(json.getString("compromised_at")).isEqualTo(MARKED.toString());
        assertThat(json.isNull("destroyed_at")).isTrue();
        assertThat(json.getString("compromised_by")).isEqualTo(officer.toString());
        assertThat(json.getJsonArray("workspaces").getJsonObject(0).getInt("rewritten"))
                .isEqualTo(9);
        assertThat(json.getJsonArray("reencryptions").getJsonObject(0).isNull("remaining"))
                .isTrue();
        assertThat(json.getJsonArray("failures").getJsonObject(0).getString("record_id"))
                .isEqualTo(client.toString());
        assertThat(IncidentJson.of(bare).isNull("compromise_reason")).isTrue();
    }
}
