package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.adapter.persistence.schema.RolesScript;
import com.pazpaz.application.port.out.persistence.DatabaseDiagnosisPort.Diagnosis;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PostgresDiagnosisTest {

    private static StandalonePersistence at(String url) {
        return new StandalonePersistence(url, RolesScript.APPLICATION, TestDatabase.PASSWORD, 1);
    }

    @Test
    void tellsAboutTheServerTheConnectionAndTheClock() {
        try (StandalonePersistence persistence = at(TestDatabase.url())) {
            Diagnosis found = persistence.diagnosis().diagnose();

            assertThat(found.logWarnings()).isEmpty();
            assertThat(found.encrypted()).isFalse();
            assertThat(found.local()).isTrue();
            assertThat(Duration.between(found.time(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
            assertThat(persistence.health().problem()).isEmpty();
        }
    }

    @Test
    void saysThatTheDatabaseIsOutOfReach() {
        try (StandalonePersistence persistence = at("jdbc:postgresql://localhost:1/pazpaz?connectTimeout=2")) {
            assertThatExceptionOfType(DatabaseUnavailableException.class)
                    .isThrownBy(() -> persistence.diagnosis().diagnose());
        }
    }
}
