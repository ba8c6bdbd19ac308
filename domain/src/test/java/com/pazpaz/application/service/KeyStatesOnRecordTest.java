package com.pazpaz.application.service;

import static com.pazpaz.domain.model.KeyState.ACTIVE;
import static com.pazpaz.domain.model.KeyState.COMPROMISED;
import static com.pazpaz.domain.model.KeyState.DEACTIVATED;
import static com.pazpaz.domain.model.KeyState.DESTROYED;
import static com.pazpaz.domain.model.KeyState.PRE_ACTIVE;
import static com.pazpaz.domain.model.Operation.ACTIVATE_KEY;
import static com.pazpaz.domain.model.Operation.COMPROMISE_KEY;
import static com.pazpaz.domain.model.Operation.CREATE_KEY;
import static com.pazpaz.domain.model.Operation.RETIRE_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.phi.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A key is what the trail says that it was made. */
class KeyStatesOnRecordTest {

    private static final KeyVersion V1 = new KeyVersion(1);
    private static final KeyVersion V2 = new KeyVersion(2);

    private final List<AuditEvent> events = new ArrayList<>();

    private void record(Operation operation, KeyVersion version) {
        events.add(new AuditEntry(Clients.caller(), operation).about(version).at(Clients.NOW));
    }

    private List<String> differences(Map<KeyVersion, KeyState> states) {
        return new KeyStatesOnRecord(events).differences(states).toList();
    }

    @Test
    void everyLegalLifeIsAsRecorded() {
        assertThat(differences(Map.of(V1, PRE_ACTIVE))).isEmpty();
        record(ACTIVATE_KEY, V1);
        assertThat(differences(Map.of(V1, ACTIVE))).isEmpty();
        record(CREATE_KEY, V2);
        assertThat(differences(Map.of(V1, ACTIVE, V2, PRE_ACTIVE))).isEmpty();
        record(ACTIVATE_KEY, V2);
        assertThat(differences(Map.of(V1, DEACTIVATED, V2, ACTIVE))).isEmpty();
        record(COMPROMISE_KEY, V2);
        assertThat(differences(Map.of(V1, DEACTIVATED, V2, COMPROMISED))).isEmpty();
        record(RETIRE_KEY, V1);
        assertThat(differences(Map.of(V1, DESTROYED, V2, COMPROMISED))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "COMPROMISED")
    void aLeakedKeyThatIsPutInAnotherStateIsNamedWithBoth(KeyState state) {
        record(ACTIVATE_KEY, V1);
        record(COMPROMISE_KEY, V1);

        assertThat(differences(Map.of(V1, state))).containsExactly("key v1 is " + state + ", on record COMPROMISED");
    }

    @Test
    void aReplacedKeyThatIsActiveAgainIsNamedAndSoIsTheOneThatIsNotAnyMore() {
        record(ACTIVATE_KEY, V1);
        record(ACTIVATE_KEY, V2);

        assertThat(differences(Map.of(V1, ACTIVE, V2, DEACTIVATED)))
                .containsExactly("key v1 is ACTIVE, on record DEACTIVATED", "key v2 is DEACTIVATED, on record ACTIVE");
    }

    @Test
    void aKeyThatWasOnlyCreatedIsNotActive() {
        record(CREATE_KEY, V2);

        assertThat(differences(Map.of(V1, ACTIVE, V2, PRE_ACTIVE))).isEmpty();
        assertThat(differences(Map.of(V2, ACTIVE))).containsExactly("key v2 is ACTIVE, on record PRE_ACTIVE");
    }

    @Test
    void aKeyThatIsGoneIsNamedUnlessTheStoreNeverTookIt() {
        record(CREATE_KEY, V2);
        assertThat(differences(Map.of())).isEmpty();

        record(ACTIVATE_KEY, V2);
        assertThat(differences(Map.of())).containsExactly("key v2 is gone, on record ACTIVE");
    }

    @Test
    void ofAKeyWithoutARecordOnlyItsActivationIsJudged() {
        assertThat(differences(Map.of(V1, ACTIVE))).isEmpty();

        record(ACTIVATE_KEY, V2);
        for (KeyState state : List.of(PRE_ACTIVE, DEACTIVATED, COMPROMISED, DESTROYED)) {
            assertThat(differences(Map.of(V1, state, V2, ACTIVE))).isEmpty();
        }
        assertThat(differences(Map.of(V1, ACTIVE, V2, DEACTIVATED)))
                .containsExactly(
                        "key v1 is ACTIVE, on record never activated", "key v2 is DEACTIVATED, on record ACTIVE");
    }

    @Test
    void anActThatLeadsNoKeyToAStateIsNoneOfItsEvents() {
        record(Operation.BACK_UP_KEYS, V1);

        assertThatIllegalArgumentException().isThrownBy(() -> differences(Map.of()));
    }
}
