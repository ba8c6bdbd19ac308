package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.phi.Client;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rows written by an independent implementation (src/test/python), and by every earlier version of this one. They are
 * never generated anew: see the README beside them.
 */
class KnownAnswerTest {

    /** Every row, with every provider whose code runs on this machine. */
    static Stream<Arguments> rows() {
        List<String> providers = Stream.of(CryptoProvider.DEFAULT, CryptoProvider.CORRETTO)
                .filter(CryptoProvider::isUsable)
                .toList();
        return Stream.of("python-1.json", "java-1.json", "documentation-1.json")
                .flatMap(file -> Vectors.read(file).rows().stream())
                .flatMap(row -> providers.stream().map(provider -> Arguments.of(provider, row)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void decryptsEveryRowToItsPlaintext(String provider, Vectors.Row row) {
        var adapter = Vectors.read(row.file()).adapter(CryptoProvider.named(provider));

        Client client = adapter.decrypt(row.client());

        assertThat(revealed(client)).isEqualTo(row.plaintext());
    }

    @ParameterizedTest
    @ValueSource(strings = {"python-1.json", "java-1.json", "documentation-1.json"})
    void derivesTheCheckValueOfEveryKey(String file) {
        var vectors = Vectors.read(file);
        var keyring = new Keyring(
                new FakeWorkspaceKeys(),
                new CountingMeter(),
                CryptoProvider.named(CryptoProvider.DEFAULT),
                CacheLimits.defaults());

        vectors.keks()
                .forEach((version, kek) -> assertThat(keyring.checkValueOf(kek))
                        .isEqualTo(vectors.kekCheckValues().get(version)));
    }

    private static Map<String, String> revealed(Client client) {
        Map<String, String> values = new TreeMap<>();
        client.values().forEach((field, value) -> values.put(field.logicalName(), value.reveal()));
        return values;
    }
}
