package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPolicyTest {

    @Test
    void asksForAVerifiedBackupAndANewKeyEachYearUnlessToldOtherwise() {
        assertThat(KeyPolicy.from(Map.of())).isEqualTo(new KeyPolicy(true, Duration.ofDays(365)));
    }

    @Test
    void asksForNoBackupInDevelopment() {
        assertThat(KeyPolicy.from(Map.of("PAZPAZ_PROFILE", "development")).backupRequired())
                .isFalse();
        assertThat(KeyPolicy.from(Map.of("PAZPAZ_PROFILE", "production")).backupRequired())
                .isTrue();
    }

    @Test
    void followsWhatItIsTold() {
        assertThat(KeyPolicy.from(Map.of("PAZPAZ_KEY_BACKUP_REQUIRED", "false")).backupRequired())
                .isFalse();
        assertThat(KeyPolicy.from(Map.of("PAZPAZ_PROFILE", "development", "PAZPAZ_KEY_BACKUP_REQUIRED", "true"))
                        .backupRequired())
                .isTrue();
        assertThat(KeyPolicy.from(Map.of("PAZPAZ_KEY_MAX_AGE_DAYS", " 90 ")).maxAge())
                .isEqualTo(Duration.ofDays(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "a year", ""})
    void refusesAnAgeThatIsNone(String days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPolicy.from(Map.of("PAZPAZ_KEY_MAX_AGE_DAYS", days)))
                .withMessageContaining("PAZPAZ_KEY_MAX_AGE_DAYS");
    }

    @Test
    void refusesWhatIsNeitherTrueNorFalse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyPolicy.from(Map.of("PAZPAZ_KEY_BACKUP_REQUIRED", "no")))
                .withMessageContaining("PAZPAZ_KEY_BACKUP_REQUIRED");
    }
}
