package com.pazpaz.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class MadeUpClientsTest {

    private static List<NamedCsvRecord> clients(long seed, int count) {
        return CsvReader.builder().ofNamedCsvRecord(new MadeUpClients(seed).csv(count)).stream()
                .toList();
    }

    @Test
    void areAsManyAsAskedForAndAllHaveNames() {
        assertThat(clients(1, 50)).hasSize(50).allSatisfy(client -> {
            assertThat(client.getField("first_name")).isNotBlank();
            assertThat(client.getField("last_name")).isNotBlank();
        });
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(new MadeUpClients(1).csv(30)).isEqualTo(new MadeUpClients(1).csv(30));
        assertThat(new MadeUpClients(1).csv(30)).isNotEqualTo(new MadeUpClients(2).csv(30));
    }

    @Test
    void areNamedInManyScripts() {
        String names = String.join(
                "",
                clients(1, 100).stream()
                        .map(client -> client.getField("last_name"))
                        .toList());

        for (var script : List.of(
                Character.UnicodeScript.LATIN,
                Character.UnicodeScript.HEBREW,
                Character.UnicodeScript.ARABIC,
                Character.UnicodeScript.CYRILLIC,
                Character.UnicodeScript.HAN)) {
            assertThat(names.codePoints().mapToObj(Character.UnicodeScript::of)).contains(script);
        }
    }

    @Test
    void canBeReachedNowhere() {
        assertThat(clients(1, 100)).allSatisfy(client -> {
            assertThat(client.getField("email")).matches("(.+@clients\\.example)?");
            assertThat(client.getField("phone")).matches("(\\+44 1632 960\\d{3}|\\+1 202 555 01\\d\\d)?");
        });
    }

    @Test
    void sayThatTheyAreMadeUp() {
        assertThat(clients(1, 20))
                .allSatisfy(client -> assertThat(client.getField("tags")).contains("made up"));
    }
}
