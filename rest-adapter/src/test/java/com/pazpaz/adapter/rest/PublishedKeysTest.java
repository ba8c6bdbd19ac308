package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {

    private static final Duration REFRESH = Duration.ofMinutes(5);
    private static final Duration OFFLINE = Duration.ofHours(1);

    private long now = 42;
    private Set<String> published = Set.of("first");
    private boolean reachable = true;
    private int asked;

    private final PublishedKeys keys = new PublishedKeys(this::ask, REFRESH, OFFLINE, () -> now);

    private Set<String> ask() {
        asked++;
        if (!reachable) {
            throw new IssuerUnavailableException("out of reach", null);
        }
        return published;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private static BearerToken token(String header) {
        String encoded = Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return BearerToken.in(List.of("Bearer " + encoded.replace("=", "") + ".e30.c2lnbmF0dXJl"))
                .orElseThrow();
    }

    private boolean has(String id) {
        return keys.include(token("{\"kid\":\"" + id + "\"}"));
    }

    @Test
    void aListIsUsedUntilItIsOld() {
        assertThat(has("first")).isTrue();
        pass(REFRESH.minusSeconds(1));
        assertThat(has("first")).isTrue();
        assertThat(asked).isEqualTo(1);

        pass(Duration.ofSeconds(1));
        assertThat(has("first")).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aNewKeyIsFoundWhenItIsMet() {
        assertThat(has("first")).isTrue();
        published = Set.of("first", "second");
        pass(PublishedKeys.PAUSE);

        assertThat(has("second")).isTrue();
        assertThat(has("first")).isTrue();
    }

    @Test
    void aKeyThatWasTakenBackIsGoneOnceTheListIsOld() {
        assertThat(has("first")).isTrue();
        published = Set.of("second");
        pass(REFRESH);

        assertThat(has("first")).isFalse();
    }

    @Test
    void keysThatNobodyKnowsDoNotMakeTheIssuerBusy() {
        assertThat(has("first")).isTrue();
        pass(PublishedKeys.PAUSE);

        for (int i = 0; i < 1_000; i++) {
            assertThat(has("made-up-" + i)).isFalse();
        }
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aTokenMustNameItsKey() {
        assertThat(keys.include(token("{}"))).isFalse();
        assertThat(keys.include(token("{\"kid\":[\"first\"]}"))).isFalse();
    }

    @Test
    void theLastListHoldsForAWhileWithoutTheIssuer() {
        assertThat(has("first")).isTrue();
        reachable = false;
        pass(OFFLINE);

        assertThat(has("first")).isTrue();
        assertThat(has("second")).isFalse();
    }

    @Test
    void nothingCanBeSaidWhenTheLastListIsTooOld() {
        assertThat(has("first")).isTrue();
        reachable = false;
        pass(OFFLINE.plusSeconds(1));

        assertThatThrownBy(() -> has("first")).isInstanceOf(IssuerUnavailableException.class);
        assertThatThrownBy(() -> has("second")).isInstanceOf(IssuerUnavailableException.class);
        assertThat(asked).isEqualTo(2);

        reachable = true;
        pass(PublishedKeys.PAUSE);
        assertThat(has("first")).isTrue();
    }

    @Test
    void nothingCanBeSaidBeforeThereIsAList() {
        reachable = false;

        assertThatThrownBy(() -> has("first")).isInstanceOf(IssuerUnavailableException.class);
    }
}
