package com.pazpaz.benchmarks.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientField;
import org.junit.jupiter.api.Test;

class FullClientsTest {

    @Test
    void haveAValueInEveryField() {
        assertThat(new FullClients(1).next())
                .containsOnlyKeys(ClientField.values())
                .allSatisfy((field, value) -> assertThat(value).isNotBlank());
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(new FullClients(1).csv(3)).isEqualTo(new FullClients(1).csv(3));
        assertThat(new FullClients(1).csv(3)).isNotEqualTo(new FullClients(2).csv(3));
    }

    @Test
    void areCsvThatTheImportTakes() {
        var lines = new FullClients(1).csv(2).lines().toList();

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("first_name,last_name,email,").endsWith(",tags,consent_status");
        assertThat(lines.get(1)).contains("\"client1@clients.example\"").endsWith("\",true");
    }
}
