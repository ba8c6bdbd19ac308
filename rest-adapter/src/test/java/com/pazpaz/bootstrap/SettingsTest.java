package com.pazpaz.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Nested
    class OfTheIssuersKeys {

        private static final String REFRESH = "PAZPAZ_ISSUER_REFRESH_SECONDS";
        private static final String OFFLINE = "PAZPAZ_ISSUER_OFFLINE_SECONDS";

        @Test
        void areMinutesAndAnHourIfNothingIsSaid() {
            var settings = new Settings(Map.of());

            assertThat(settings.issuerRefresh()).isEqualTo(Duration.ofMinutes(5));
            assertThat(settings.issuerOffline()).isEqualTo(Duration.ofHours(1));
        }

        @Test
        void mayBeAsShortAsASecondEach() {
            var settings = new Settings(Map.of(REFRESH, "1", OFFLINE, "1"));

            assertThat(settings.issuerRefresh()).isEqualTo(Duration.ofSeconds(1));
            assertThat(settings.issuerOffline()).isEqualTo(Duration.ofSeconds(1));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "", "an hour"})
        void areRefusedIfTheyAreNoNumberFromOne(String value) {
            var refresh = new Settings(Map.of(REFRESH, value));
            var offline = new Settings(Map.of(OFFLINE, value));

            assertThatThrownBy(refresh::issuerRefresh)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(REFRESH);
            assertThatThrownBy(offline::issuerOffline)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(OFFLINE);
        }

        @Test
        void areRefusedIfAListWouldBeTooOldBeforeItIsFetchedAnew() {
            var settings = new Settings(Map.of(REFRESH, "60", OFFLINE, "59"));

            assertThatThrownBy(settings::issuerOffline)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(REFRESH)
                    .hasMessageContaining(OFFLINE);
        }
    }
}
