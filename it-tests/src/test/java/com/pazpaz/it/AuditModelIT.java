package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Five people do two thousand things at random, and the trail tells what was done: all of it, nothing else, and nothing
 * of anybody's data.
 *
 * <p>What they do is drawn from a seed, which {@code -Dpazpaz.model.seed} sets.
 */
class AuditModelIT extends EndToEndTest {

    private static final Logger LOG = System.getLogger(AuditModelIT.class.getName());

    private static final int ACTS = 2_000;

    private final long seed = Long.getLong("pazpaz.model.seed", 20_261_128L);
    private final UUID practice = UUID.randomUUID();
    private final UUID otherPractice = UUID.randomUUID();
    private final AuditModel model = new AuditModel();
    private final List<Person> people = List.of(
            person(practice, "therapist"),
            person(practice, "assistant"),
            person(practice, "workspace-admin"),
            person(practice, "security-officer"),
            person(otherPractice, "therapist"));

    private static Person person(UUID workspace, String role) {
        return new Person(caller(workspace, List.of(role)), role);
    }

    @Test
    void theTrailTellsWhatWasDoneAndNothingElse() throws SQLException {
        var walk = new AuditWalk(model, people, new Random(seed));
        LOG.log(Level.INFO, "The seed is {0}", Long.toString(seed));
        Instant begin = Instant.now();

        for (int i = 0; i < ACTS; i++) {
            walk.step();
        }
        Instant end = Instant.now();
        Map<String, Integer> types = new TreeMap<>();
        model.trail(practice).forEach(event -> types.merge(event.type(), 1, Integer::sum));
        LOG.log(Level.INFO, "{0} {1}", walk.answers(), types);

        assertIsWhatWasDone(recorded(practice, end), model.trail(practice));
        assertIsWhatWasDone(recorded(otherPractice, end), model.trail(otherPractice));
        assertThat(requestsOfNobody(begin, end))
                .isEqualTo(model.ofNobody().stream().map(TrailEvent::request).toList());
        assertThat(elsewhere(begin, end)).isZero();
        assertThat(types).hasSizeGreaterThanOrEqualTo(13);
        assertThatNothingOfAnybodysDataIsInIt();
        assertThatEachClientIsFoundInItsEvents();
    }

    /** One by one, since two lists of a thousand events say little of where they differ. */
    private static void assertIsWhatWasDone(List<TrailEvent> recorded, List<TrailEvent> done) {
        for (int i = 0; i < Math.min(recorded.size(), done.size()); i++) {
            assertThat(recorded.get(i)).as("event %d", i).isEqualTo(done.get(i));
        }
        assertThat(recorded).hasSameSizeAs(done);
    }

    /** Everything before a time, oldest first, as it is shown page by page. */
    private static List<TrailEvent> recorded(UUID workspace, Instant end) {
        ApiCaller reader = caller(workspace, List.of("workspace-admin"));
        List<TrailEvent> events = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages; page++) {
            Reply reply = reader.get("/audit-events?page_size=100&end_date=" + end + "&page=" + page);
            assertThat(reply.status()).isEqualTo(200);
            pages = reply.json().getInt("total_pages");
            for (JsonObject event : reply.json().getJsonArray("items").getValuesAs(JsonObject.class)) {
                assertThat(event.getString("ip_address")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
                assertThat(event.getString("user_agent")).startsWith("Java-http-client/");
                events.add(TrailEvent.of(event));
            }
        }
        Collections.reverse(events);
        return events;
    }

    private static List<String> requestsOfNobody(Instant begin, Instant end) throws SQLException {
        return query("SELECT request_id FROM audit_events WHERE workspace_id = '" + new UUID(0, 0) + "'"
                + " AND user_id IS NULL AND event_type = 'login.failed' AND outcome = 'DENIED' AND resource_id IS NULL"
                + " AND clients = '{}' AND fields = '{}' AND details = '{}'" + between(begin, end)
                + " ORDER BY created_at, position");
    }

    /** Events of neither workspace, but for the logins that failed. */
    private long elsewhere(Instant begin, Instant end) throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM audit_events WHERE workspace_id NOT IN ('" + practice + "', '"
                                + otherPractice + "')" + between(begin, end))
                        .get(0))
                - model.ofNobody().size();
    }

    private static String between(Instant begin, Instant end) {
        return " AND created_at >= '" + begin + "' AND created_at < '" + end + "'";
    }

    private static void assertThatNothingOfAnybodysDataIsInIt() throws SQLException {
        for (String table : List.of("audit_events", "audit_subjects", "audit_seals", "audit_keys")) {
            assertThat(query("SELECT e::text FROM " + table + " e WHERE e::text ~* '" + UnmistakableValues.PATTERN
                            + "'"))
                    .as(table)
                    .isEmpty();
        }
        assertThat(query("SELECT e::text FROM (VALUES ('" + new UnmistakableValues(new Random(1)).of("notes")
                        + "'), ('" + new UnmistakableValues(new Random(1)).of("date_of_birth")
                        + "')) e WHERE e::text ~* '"
                        + UnmistakableValues.PATTERN + "'"))
                .hasSize(2);
    }

    private void assertThatEachClientIsFoundInItsEvents() throws SQLException {
        List<String> told = new ArrayList<>();
        for (TrailEvent event : model.trail(practice)) {
            event.clients().forEach(client -> told.add(client + " " + event.request()));
        }
        assertThat(query("SELECT s.client_id || ' ' || e.request_id FROM audit_subjects s JOIN audit_events e"
                        + " USING (workspace_id, created_at, position) WHERE s.workspace_id = '" + practice + "'"))
                .containsExactlyInAnyOrderElementsOf(told);
    }

    /** As the owner of the schema, who sees what belongs to no workspace. */
    private static List<String> query(String sql) throws SQLException {
        var database = system().database();
        List<String> values = new ArrayList<>();
        try (Connection owner = database.connect(database.owner());
                var statement = owner.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
