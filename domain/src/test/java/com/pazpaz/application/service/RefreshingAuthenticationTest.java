package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Clients;
import org.junit.jupiter.api.Test;

class RefreshingAuthenticationTest {

    private final CountedRefreshes refreshes = new CountedRefreshes();
    private final FakeEventAuthentication inner = new FakeEventAuthentication();
    private final RefreshingAuthentication authentication =
            new RefreshingAuthentication(inner, refreshes, Clients.CLOCK);

    @Test
    void aKeyThatIsMissingIsLookedForOnce() {
        inner.missTheKey(1);

        authentication.prepare();

        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void aKeyThatNobodyHasIsReported() {
        inner.missTheKey(2);

        assertThatExceptionOfType(MissingKeyException.class).isThrownBy(authentication::prepare);
    }

    @Test
    void everythingElseIsUpToTheKeys() {
        AuditEvent event = new AuditEntry(Clients.caller(), Operation.LIST_KEYS).at(Clients.NOW);
        AuditedEvent audited = authentication.authenticate(event);
        inner.dependOn(new KeyVersion(3));

        assertThat(authentication.isAuthentic(audited)).isTrue();
        assertThat(authentication.isReady()).isTrue();
        assertThat(authentication.dependsOn(new KeyVersion(3))).isTrue();
        assertThat(authentication.dependsOn(new KeyVersion(1))).isFalse();
        assertThat(refreshes.count()).isZero();
    }
}
