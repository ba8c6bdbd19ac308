package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplacedKeysTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);
    private static final KeyVersion V3 = new KeyVersion(3);

    private final ReplacedKeys replaced = new ReplacedKeys(Duration.ofMinutes(10));

    private static AuditedEvent event(KeyVersion key, int minute) {
        var event = new AuditEntry(Clients.caller(), Operation.LIST_KEYS).at(at(minute));
        return new AuditedEvent(event, key, new RecordMac(new byte[RecordMac.LENGTH]));
    }

    private static Instant at(int minute) {
        return Clients.NOW.plus(Duration.ofMinutes(minute));
    }

    private void seal(KeyVersion signer, AuditedEvent... events) {
        seal(Optional.of(signer), Instant.EPOCH, events);
    }

    private void seal(Optional<KeyVersion> signer, Instant lastAt, AuditedEvent... events) {
        replaced.next(new AuditSeal(1, List.of(), 1, lastAt, lastAt, "head", "checkpoint"), signer, List.of(events));
    }

    private void assertReplaced(KeyVersion... keys) {
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(KeyVersion::new).filter(replaced::includes))
                .containsExactly(keys);
    }

    @Test
    void areNoneWhileOneKeySigns() {
        seal(V1, event(V1, 0));
        seal(V1, event(V1, 100));

        assertReplaced();
    }

    @Test
    void areThoseWhoseTimeHasPassedSinceAnotherSigned() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 60));
        seal(V2, event(V2, 70));
        assertReplaced();

        seal(V2, event(V2, 71));
        assertReplaced(V1);
    }

    @Test
    void countFromWhenTheyWereReplacedHoweverLongNothingWasRecordedBefore() {
        seal(V1, event(V1, 0));

        seal(V2, event(V1, 1_000));

        assertReplaced();
    }

    @Test
    void doNotComeBack() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 1));
        seal(V1, event(V2, 2));
        seal(V3, event(V3, 30));

        seal(V2, event(V3, 41));

        assertReplaced(V1, V2);
    }

    @Test
    void areNotMadeNewerByTheirOwnEvents() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 1));
        seal(V2, event(V2, 12));

        seal(V2, event(V1, 1));

        assertReplaced(V1);
    }

    @Test
    void doNotMoveTime() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 1));

        seal(V2, event(V1, 1_000));

        assertReplaced();
    }

    @Test
    void areOlderThanWhatWasRetired() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 1));

        seal(Optional.of(V2), at(12));

        assertReplaced(V1);
    }

    @Test
    void areNoneBecauseOfWhatNobodySigned() {
        seal(V1, event(V1, 0));
        seal(Optional.empty(), at(0), event(V2, 60));

        assertReplaced();
    }
}
