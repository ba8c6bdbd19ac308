package com.pazpaz.application.port.out.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.util.EnumMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The other tests lean on the fake: it must refuse what the real encryption refuses. */
class FakeEncryptionTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final Client client = Clients.registered(Clients.caller().workspace(), Clients.withEveryField());
    private final EncryptedClient stored = encryption.encrypt(client, 7);

    @Test
    void givesBackEveryFieldOfTheRegistry() {
        Client read = encryption.decrypt(stored);

        assertThat(read.values()).isEqualTo(client.values()).containsOnlyKeys(ClientField.values());
        assertThat(read.header()).isEqualTo(client.header());
    }

    @Test
    void givesBackTheNames() {
        var name = encryption.decrypt(nameOf(stored, stored.revision()));

        assertThat(name.id()).isEqualTo(client.id());
        assertThat(name.firstName()).isEqualTo(client.value(ClientField.FIRST_NAME));
        assertThat(name.lastName()).isEqualTo(client.value(ClientField.LAST_NAME));
    }

    @Test
    void encryptsUnderTheActiveVersionAndStillReadsTheEarlier() {
        encryption.activate(new KeyVersion(2));

        assertThat(encryption.encrypt(client, 8).keyVersion()).isEqualTo(new KeyVersion(2));
        assertThat(encryption.decrypt(stored).values()).isEqualTo(client.values());
    }

    @Test
    void refusesARecordThatIsMovedToAnotherRevision() {
        refuses(new EncryptedClient(stored.header(), stored.keyVersion(), 8, stored.fields(), stored.mac()));
    }

    @Test
    void refusesARecordThatIsMovedToAnotherClient() {
        ClientHeader header = stored.header();
        var other = new ClientHeader(
                header.workspace(), ClientId.random(), false, true, 1, header.createdAt(), header.updatedAt());

        refuses(new EncryptedClient(other, stored.keyVersion(), stored.revision(), stored.fields(), stored.mac()));
    }

    @Test
    void refusesARecordWithOneFieldTakenOut() {
        var fields = new EnumMap<>(stored.fields());
        fields.remove(ClientField.NOTES);

        refuses(new EncryptedClient(stored.header(), stored.keyVersion(), stored.revision(), fields, stored.mac()));
    }

    @Test
    void refusesARecordWhoseConsentWasFlipped() {
        ClientHeader header = stored.header();
        var flipped = new ClientHeader(
                header.workspace(), header.id(), true, true, 1, header.createdAt(), header.updatedAt());

        refuses(new EncryptedClient(flipped, stored.keyVersion(), stored.revision(), stored.fields(), stored.mac()));
    }

    @Test
    void refusesANameThatIsMovedToAnotherRevision() {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> encryption.decrypt(nameOf(stored, 8)));
    }

    @Test
    void refusesClientsThatWereSpoilt() {
        encryption.spoil(client.id());

        refuses(stored);
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> encryption.decrypt(nameOf(stored, stored.revision())));
    }

    private void refuses(EncryptedClient changed) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> encryption.decrypt(changed))
                .satisfies(e -> assertThat(e.ref()).isEqualTo(changed.header().ref()))
                .withNoCause();
    }

    private static EncryptedName nameOf(EncryptedClient client, long revision) {
        return new EncryptedName(
                client.header().workspace(),
                client.header().id(),
                client.header().active(),
                client.keyVersion(),
                revision,
                Optional.ofNullable(client.fields().get(ClientField.FIRST_NAME)),
                Optional.ofNullable(client.fields().get(ClientField.LAST_NAME)));
    }
}
