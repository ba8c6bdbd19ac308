package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Clients;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        replaced.next(Optional.of(signer), List.of(events));
    }

    private boolean isTooLate(KeyVersion signer, AuditedEvent event) {
        seal(signer, event);
        return replaced.isTooLate(event);
    }

    @Test
    void areNoneWhileOneKeySigns() {
        seal(V1, event(V1, 0));

        assertThat(isTooLate(V1, event(V1, 100))).isFalse();
        assertThat(replaced.isTooLateToSign(V1)).isFalse();
    }

    @Test
    void mayBeUsedUntilTheirTimeHasPassed() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 60));

        assertThat(isTooLate(V1, event(V1, 70))).isFalse();
        assertThat(replaced.isTooLateToSign(V1)).isFalse();
    }

    @Test
    void mustNotBeUsedForWhatIsLaterThanThat() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 60));

        assertThat(isTooLate(V2, event(V1, 71))).isTrue();
    }

    @Test
    void mustNotBeUsedForWhatIsSaidToBeEarlierAndComesLater() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 60));
        seal(V2, event(V2, 71));

        assertThat(isTooLate(V2, event(V1, 61))).isTrue();
        assertThat(replaced.isTooLateToSign(V1)).isTrue();
    }

    @Test
    void mayBeUsedForWhatIsSealedTogetherWithWhatCameMuchLater() {
        seal(V1, event(V1, 0));
        AuditedEvent waiting = event(V1, 62);
        seal(V2, waiting, event(V2, 60), event(V2, 100));

        assertThat(replaced.isTooLate(waiting)).isFalse();
    }

    /** Sealing stood still for hours, and the key was replaced meanwhile. */
    @Test
    void areReplacedWhenTheirSuccessorFirstAuthenticates() {
        seal(V1, event(V1, 0));
        assertThat(isTooLate(V2, event(V1, 200))).isFalse();
        seal(V2, event(V1, 300), event(V2, 301));

        assertThat(replaced.isTooLate(event(V1, 300))).isFalse();
        assertThat(replaced.isTooLate(event(V1, 312))).isTrue();
    }

    @Test
    void haveNoSayInTheirTimeWhateverTheyWereUsedForBefore() {
        seal(V1, event(V1, 0), event(V1, 500_000));
        seal(V2, event(V2, 1));

        assertThat(isTooLate(V2, event(V1, 12))).isTrue();
    }

    @Test
    void areReplacedByTheEarliestOfTheirSuccessors() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 500_000));
        seal(V2, event(V2, 1));

        assertThat(isTooLate(V2, event(V1, 12))).isTrue();
    }

    @Test
    void doNotComeBack() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 1));
        seal(V1, event(V2, 2));
        seal(V2, event(V2, 12));
        seal(V3);

        assertThat(isTooLate(V3, event(V1, 2))).isTrue();
        assertThat(isTooLate(V3, event(V2, 13))).isFalse();
        seal(V3, event(V3, 30));
        assertThat(isTooLate(V3, event(V2, 41))).isTrue();
        assertThat(isTooLate(V3, event(V3, 41))).isFalse();
    }

    /** Whoever has the old key and keeps nodes from sealing can sign everything with it, but authenticate nothing as its successor. */
    @Test
    void areReplacedByWhatTheirSuccessorAuthenticatesWhoeverSignsIt() {
        seal(V1, event(V1, 0));
        seal(V1, event(V2, 60));

        assertThat(isTooLate(V1, event(V1, 71))).isTrue();
        seal(V1, event(V2, 72));
        assertThat(replaced.isTooLateToSign(V1)).isTrue();
    }

    @Test
    void areReplacedEvenIfTheyWereNeverUsedBefore() {
        seal(V2, event(V2, 60));

        assertThat(isTooLate(V2, event(V1, 70))).isFalse();
        assertThat(isTooLate(V2, event(V1, 71))).isTrue();
    }

    @Test
    void mustNotBeUsedForWhatComesAfterTheLastSealEither() {
        seal(V1, event(V1, 0));
        seal(V2, event(V2, 60));
        assertThat(replaced.isTooLateNow(event(V1, 70))).isFalse();
        assertThat(replaced.isTooLateNow(event(V1, 71))).isTrue();

        seal(V2, event(V2, 71));
        assertThat(replaced.isTooLateNow(event(V1, 61))).isTrue();
        assertThat(replaced.isTooLateNow(event(V2, 500))).isFalse();
    }
}
