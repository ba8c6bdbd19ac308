package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Findings findings = new Findings(2);

    @Test
    void areNamedInTheOrderInWhichTheyWereMade() {
        findings.add(Fault.REMOVED, "position 2");
        findings.add(Fault.CHANGED, "event 1");

        assertThat(findings.named())
                .containsExactly(new Finding(Fault.REMOVED, "position 2"), new Finding(Fault.CHANGED, "event 1"));
        assertThat(findings.more()).isEmpty();
    }

    @Test
    void areNamedOnceAndSoManyOfEachKind() {
        for (String where : new String[] {"event 1", "event 1", "event 2", "event 3", "event 1"}) {
            findings.add(Fault.CHANGED, where);
        }
        findings.add(Fault.HIDDEN, "event 1");

        assertThat(findings.named()).extracting(Finding::where).containsExactly("event 1", "event 2", "event 1");
        assertThat(findings.more()).containsExactly(Fault.CHANGED);
    }

    @Test
    void areLookedForUntilThereIsOneMoreThanIsNamed() {
        assertThat(findings.enough()).isEqualTo(3);
        assertThat(new Findings(Integer.MAX_VALUE).enough()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void areAtLeastOneOfEachKind() {
        assertThat(new Findings(1).enough()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> new Findings(0));
    }
}
