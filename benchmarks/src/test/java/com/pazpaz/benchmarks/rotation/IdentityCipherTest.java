package com.pazpaz.benchmarks.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdentityCipherTest {

    private static final KeyVersion V9 = new KeyVersion(9);
    private static final KeyVersion V10 = new KeyVersion(10);
    private static final String NONCE = "AAAAAAAAAAAAAAAA";
    private static final String TAG = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final ClientHeader HEADER = new ClientHeader(
            new WorkspaceId(UUID.randomUUID()), ClientId.random(), true, true, 1, Instant.EPOCH, Instant.EPOCH);

    private final IdentityCipher cipher = new IdentityCipher(V10);

    private static EncryptedClient stored(String middle, int mac) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) mac;
        return new EncryptedClient(
                HEADER,
                V9,
                4,
                Map.of(ClientField.NOTES, new Ciphertext("v9:" + NONCE + ":" + middle + ":" + TAG)),
                new RecordMac(bytes));
    }

    @Test
    void movesVersionAndRevisionOnAndNothingElse() {
        EncryptedClient moved = cipher.reencrypt(stored("AAAA", 0));

        assertThat(moved.keyVersion()).isEqualTo(V10);
        assertThat(moved.revision()).isEqualTo(5);
        assertThat(moved.fields())
                .isEqualTo(Map.of(ClientField.NOTES, new Ciphertext("v10:" + NONCE + ":AAAA:" + TAG)));
        assertThat(moved.mac()).isEqualTo(stored("AAAA", 0).mac());
        assertThat(moved.header()).isEqualTo(HEADER);
    }

    @Test
    void recordsThatWereMovedHoldTheSame() {
        EncryptedClient original = stored("AAAA", 0);

        assertThat(cipher.holdTheSame(original, cipher.reencrypt(original))).isTrue();
    }

    @Test
    void recordsWithOtherCiphertextsOrMacsDoNot() {
        EncryptedClient moved = cipher.reencrypt(stored("AAAA", 0));

        assertThat(cipher.holdTheSame(stored("BBBB", 0), moved)).isFalse();
        assertThat(cipher.holdTheSame(stored("AAAA", 1), moved)).isFalse();
    }

    @Test
    void encryptsAndDecryptsNothing() {
        assertThatThrownBy(() -> cipher.encrypt(new Client(HEADER, Map.of()), 1))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> cipher.decrypt(stored("AAAA", 0))).isInstanceOf(UnsupportedOperationException.class);
    }
}
