package com.pazpaz.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ReportIncidentUseCase.Affected;
import com.pazpaz.application.port.in.ReportIncidentUseCase.IncidentReport;
import com.pazpaz.application.port.out.persistence.KeyCompromise;
import com.pazpaz.application.port.out.persistence.ReencryptionRun;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.model.CompromiseReason;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
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
            List.of(new SetAside(new RecordRef(practice, RecordType.CLIENT, client), V1, 3, Reason.UNREADABLE)));

    private final IncidentReport bare = new IncidentReport(
            V1,
            KeyState.COMPROMISED,
            MARKED,
            Map.of(KeyState.COMPROMISED, MARKED),
            new KeyCompromise(Optional.empty(), Optional.empty(), Map.of()),
            List.of(),
            List.of(),
            List.of());

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
