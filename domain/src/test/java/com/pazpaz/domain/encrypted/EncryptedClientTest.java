package com.pazpaz.domain.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Clients;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EncryptedClientTest {

    private final EncryptedClient stored =
            new FakeEncryption().encrypt(Clients.registered(), EncryptedClient.FIRST_REVISION);

    private EncryptedClient with(long revision, Map<ClientField, Ciphertext> fields) {
        return new EncryptedClient(stored.header(), stored.keyVersion(), revision, fields, stored.mac());
    }

    @Test
    void countsRevisionsFromOne() {
        assertThat(with(1, stored.fields()).revision()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(0, stored.fields()))
                .withMessage("Revisions are counted from 1");
    }

    @Test
    void mayBeWithoutAnyField() {
        assertThat(with(1, Map.of()).fields()).isEmpty();
    }

    @Test
    void keepsItsFieldsWhateverBecomesOfTheMapThatWasGiven() {
        var given = new EnumMap<>(stored.fields());
        EncryptedClient client = with(1, given);

        given.clear();

        assertThat(client.fields()).isEqualTo(stored.fields()).isNotEmpty();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.fields().clear());
    }

    @Test
    void listsItsFieldsInTheOrderOfTheRegistry() {
        EncryptedClient client = new FakeEncryption()
                .encrypt(Clients.registered(Clients.caller().workspace(), Clients.withEveryField()), 1);

        assertThat(client.fields().keySet()).containsExactly(ClientField.values());
    }

    @Test
    void isPrintedWithoutCiphertext() {
        assertThat(stored.toString())
                .doesNotContain(
                        stored.fields().values().stream().map(Ciphertext::text).toList())
                .contains("LAST_NAME=Ciphertext[v1]", "RecordMac[32 bytes]");
    }
}
