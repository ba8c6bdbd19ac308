package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.demo.LocalLiberty;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A practice is migrated by nodes that serve it, while people work with the old application and with the new one. */
@Tag("migration")
class MigrationIT {

    private static final int CLIENTS = 2_000;
    private static final int EDITED = 60;

    @Test
    void nobodyNoticesAndNothingIsLost() throws Exception {
        var workspace = UUID.randomUUID();
        try (var practice = PlaintextPractice.in(TestSystem.get().state().file("migrating-practice"));
                var nodes = new MigrationNodes(practice, "migrating-node")) {
            Set<UUID> all = LegacyClients.insert(practice, workspace, CLIENTS);
            List<UUID> edited = all.stream().limit(EDITED).toList();
            var therapist = new ApiCaller(workspace, EndToEndTest.THERAPIST);
            var random = new Random();
            try (var traffic = new MigrationTraffic(practice, therapist, edited, () -> nodes.any(random))) {
                traffic.startOldWriters();
                practice.migrate("prepare");
                practice.activateFirstKey();
                practice.migrate("dual-write");
                LocalLiberty node = nodes.start();
                traffic.startNewWriters();
                for (String step : List.of("backfill", "verify", "read-encrypted", "back", "read-encrypted")) {
                    Thread.sleep(1_000);
                    practice.migrate(step);
                    traffic.assertNobodyFailed();
                    assertThat(therapist.on(node).list("?page_size=10&search=" + LegacyClients.id(CLIENTS)))
                            .hasSize(1);
                }
                traffic.stopOldWriters();
                traffic.stopNewWriters();
                traffic.comparePlaintext();
                traffic.startNewWriters();
                practice.migrate("encrypted-only", "--yes");
                Thread.sleep(1_000);
                practice.migrate("drop", "--yes");
                Thread.sleep(1_000);
                traffic.stopNewWriters();
                traffic.compareAll(all);
                assertThat(traffic.acknowledged()).isPositive();
            }
        }
    }
}
