package com.pazpaz.adapter.crypto;

import static com.pazpaz.adapter.crypto.Node.V1;
import static com.pazpaz.adapter.crypto.Node.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.crypto.CryptoMeterPort.Failure;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.domain.phi.PersonName;
import com.pazpaz.domain.phi.Phi;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AesGcmEncryptionAdapterTest {

    private final Node node = Node.withTwoKeys();
    private final AesGcmEncryptionAdapter adapter = node.adapter;

    @Nested
    class Encrypting {

        @Test
        void keepsTheHeaderAndNamesKeyAndRevision() {
            Client client = Clients.withEveryField();

            EncryptedClient encrypted = adapter.encrypt(client, 7);

            assertThat(encrypted.header()).isEqualTo(client.header());
            assertThat(encrypted.keyVersion()).isEqualTo(V1);
            assertThat(encrypted.revision()).isEqualTo(7);
            assertThat(encrypted.fields().keySet()).containsExactly(ClientField.values());
            assertThat(encrypted.fields().values())
                    .allMatch(text -> text.keyVersion().equals(V1));
        }

        @Test
        void leavesAbsentFieldsAbsentAndEncryptsTheEmptyString() {
            Client client = Clients.with(Map.of(ClientField.LAST_NAME, ""));

            EncryptedClient encrypted = adapter.encrypt(client, 1);

            assertThat(encrypted.fields()).containsOnlyKeys(ClientField.LAST_NAME);
            assertThat(fieldOf(encrypted, ClientField.LAST_NAME).text()).matches("v1:[\\w-]{16}::[\\w-]{22}");
            assertThat(adapter.decrypt(encrypted).values())
                    .containsExactly(Map.entry(ClientField.LAST_NAME, new PersonName("")));
        }

        @Test
        void neverWritesTheSameTextTwice() {
            Client client = Clients.withEveryField();
            Set<String> texts = new HashSet<>();

            for (int i = 0; i < 100; i++) {
                adapter.encrypt(client, 1).fields().values().forEach(ciphertext -> texts.add(ciphertext.text()));
            }

            assertThat(texts).hasSize(100 * ClientField.values().length);
        }

        @Test
        void usesWhicheverKeyIsActiveAndStillReadsTheOthers() {
            EncryptedClient older = adapter.encrypt(Clients.withEveryField(), 1);

            node.install(V2);
            EncryptedClient newer = adapter.encrypt(adapter.decrypt(older), 2);

            assertThat(newer.keyVersion()).isEqualTo(V2);
            assertThat(adapter.decrypt(newer).values())
                    .isEqualTo(adapter.decrypt(older).values());
        }
    }

    @Nested
    class Reencrypting {

        private final EncryptedClient old = adapter.encrypt(Clients.withEveryField(), 3);

        @Test
        void keepsEverythingButKeyAndRevision() {
            node.install(V2);

            EncryptedClient fresh = adapter.reencrypt(old);

            assertThat(fresh.keyVersion()).isEqualTo(V2);
            assertThat(fresh.revision()).isEqualTo(4);
            assertThat(fresh.header()).isEqualTo(old.header());
            assertThat(adapter.decrypt(fresh).values())
                    .isEqualTo(adapter.decrypt(old).values());
            assertThat(fresh.fields().values())
                    .doesNotContainAnyElementsOf(old.fields().values());
            assertThat(adapter.holdTheSame(old, fresh)).isTrue();
        }

        @Test
        void refusesWhatDoesNotVerify() {
            var damaged = new EncryptedClient(old.header(), old.keyVersion(), 2, old.fields(), old.mac());

            assertThatThrownBy(() -> adapter.reencrypt(damaged)).isInstanceOf(UnreadableRecordException.class);
            assertThatThrownBy(() -> adapter.holdTheSame(old, damaged)).isInstanceOf(UnreadableRecordException.class);
        }

        @Test
        void tellsOtherValuesFromTheSame() {
            Client client = adapter.decrypt(old);
            Map<ClientField, Phi> values = new EnumMap<>(client.values());
            values.put(ClientField.LAST_NAME, new PersonName("Another"));
            EncryptedClient other = adapter.encrypt(new Client(client.header(), values), 4);
            ClientHeader edited =
                    client.header().edited(false, true, client.header().updatedAt());
            EncryptedClient flipped = adapter.encrypt(new Client(edited, client.values()), 4);

            assertThat(adapter.holdTheSame(old, other)).isFalse();
            assertThat(adapter.holdTheSame(old, flipped)).isFalse();
        }
    }

    @Nested
    class Decrypting {

        @Test
        void givesBackRandomRecordsAsTheyWere() {
            var random = new Random(3);
            for (int round = 0; round < 500; round++) {
                Map<ClientField, String> texts = new EnumMap<>(ClientField.class);
                for (ClientField field : ClientField.values()) {
                    if (random.nextBoolean()) {
                        texts.put(field, randomText(random, random.nextInt(random.nextInt(40) == 0 ? 20_000 : 80)));
                    }
                }
                Client client = Clients.with(texts);

                Client decrypted = adapter.decrypt(adapter.encrypt(client, 1 + random.nextInt(1_000)));

                assertThat(decrypted.header()).isEqualTo(client.header());
                assertThat(decrypted.values()).isEqualTo(client.values());
            }
        }

        @Test
        void worksInManyThreadsAtOnce() throws Exception {
            var executor = Executors.newFixedThreadPool(32);
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 100; i++) {
                    WorkspaceId workspace = new WorkspaceId(new UUID(0, i % 7));
                    Client client = Clients.withEveryField(Clients.header(workspace));
                    if (!adapter.decrypt(adapter.encrypt(client, 1 + i))
                            .values()
                            .equals(client.values())) {
                        return false;
                    }
                }
                return true;
            };

            var results = executor.invokeAll(
                    IntStream.range(0, 32).mapToObj(i -> work).toList());
            executor.shutdown();

            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        }

        @Test
        void givesEveryToolBack() {
            adapter.encrypt(Clients.withEveryField(), 1);
            Tools tools = node.keyring.tools().take();
            node.keyring.tools().giveBack(tools);

            EncryptedClient stored = adapter.encrypt(Clients.withEveryField(), 1);
            assertThat(node.keyring.tools().take()).isSameAs(tools);
            node.keyring.tools().giveBack(tools);

            adapter.decrypt(stored);
            assertThat(node.keyring.tools().take()).isSameAs(tools);
            node.keyring.tools().giveBack(tools);

            adapter.decrypt(EncryptedClients.nameOf(stored));
            assertThat(node.keyring.tools().take()).isSameAs(tools);
        }

        @Test
        void needsTheKeyOfTheRow() {
            EncryptedClient stored = adapter.encrypt(Clients.withEveryField(), 1);
            node.installOnly(V2, Node.kek(2));

            assertThatThrownBy(() -> adapter.decrypt(stored))
                    .isInstanceOf(MissingKeyException.class)
                    .hasMessageContaining("Key v1 is not loaded on this node")
                    .hasMessageContaining("Put it into the key store");
            assertThat(node.meter.failures()).containsExactly(Failure.MISSING_KEY);
        }

        @Test
        void needsAKeyThatTheWorkspaceOnceHad() {
            EncryptedClient stored = adapter.encrypt(Clients.withEveryField(), 1);
            var elsewhere = Node.withTwoKeys();

            assertThatThrownBy(() -> elsewhere.adapter.decrypt(stored))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageContaining(stored.header().id().toString());
            assertThat(elsewhere.repository.stores()).isZero();
        }
    }

    @Nested
    class RefusesARecordWhose {

        private final Client client = Clients.withEveryField();
        private final EncryptedClient stored = adapter.encrypt(client, 5);
        private final ClientHeader header = stored.header();

        @Test
        void fieldWasSetToNull() {
            for (ClientField field : ClientField.values()) {
                assertUnreadable(Clients.without(stored, field));
            }
        }

        @Test
        void fieldIsThatOfAnotherRevision() {
            EncryptedClient earlier = adapter.encrypt(client, 4);

            for (ClientField field : ClientField.values()) {
                assertUnreadable(Clients.replacing(stored, field, fieldOf(earlier, field)));
            }
        }

        @Test
        void fieldsAreSwapped() {
            var first = Clients.replacing(stored, ClientField.FIRST_NAME, fieldOf(stored, ClientField.LAST_NAME));

            assertUnreadable(Clients.replacing(first, ClientField.LAST_NAME, fieldOf(stored, ClientField.FIRST_NAME)));
        }

        @Test
        void fieldIsThatOfAnotherClient() {
            EncryptedClient other = adapter.encrypt(Clients.withEveryField(), 5);

            assertUnreadable(Clients.replacing(stored, ClientField.NOTES, fieldOf(other, ClientField.NOTES)));
        }

        @Test
        void fieldWasAdded() {
            EncryptedClient sparse = adapter.encrypt(Clients.with(Map.of(ClientField.LAST_NAME, "Example")), 1);

            assertUnreadable(Clients.replacing(sparse, ClientField.NOTES, fieldOf(stored, ClientField.NOTES)));
        }

        @Test
        void fieldClaimsAnotherKeyVersion() {
            String text = fieldOf(stored, ClientField.NOTES).text();

            assertUnreadable(Clients.replacing(stored, ClientField.NOTES, new Ciphertext("v2" + text.substring(2))));
        }

        @Test
        void fieldHasCharactersOutsideOfLatin1() {
            String text = fieldOf(stored, ClientField.NOTES).text();

            assertUnreadable(Clients.replacing(
                    stored, ClientField.NOTES, new Ciphertext(text.substring(0, 21) + '\u0141' + text.substring(22))));
        }

        @Test
        void consentWasFlipped() {
            assertUnreadable(Clients.replacing(stored, header.edited(false, true, header.updatedAt())));
        }

        @Test
        void activityWasFlipped() {
            assertUnreadable(Clients.replacing(stored, header.edited(true, false, header.updatedAt())));
        }

        @Test
        void flagsWereExchanged() {
            EncryptedClient mixed =
                    adapter.encrypt(Clients.withEveryField(header.edited(true, false, header.updatedAt())), 5);

            assertUnreadable(Clients.replacing(mixed, header.edited(false, true, header.updatedAt())));
        }

        @Test
        void idIsAnother() {
            assertUnreadable(Clients.replacing(stored, Clients.header(header.workspace())));
        }

        @Test
        void workspaceIsAnother() {
            var elsewhere = new WorkspaceId(UUID.randomUUID());
            adapter.encrypt(Clients.withEveryField(Clients.header(elsewhere)), 1);

            assertUnreadable(Clients.replacing(
                    stored,
                    new ClientHeader(elsewhere, header.id(), true, true, 1, header.createdAt(), header.updatedAt())));
        }

        @Test
        void revisionIsAnother() {
            assertUnreadable(new EncryptedClient(header, V1, 6, stored.fields(), stored.mac()));
        }

        @Test
        void keyVersionIsAnother() {
            node.install(V2);
            adapter.encrypt(Clients.withEveryField(), 1);

            assertUnreadable(new EncryptedClient(header, V2, 5, stored.fields(), stored.mac()));
        }

        @Test
        void macHasAnyBitFlipped() {
            for (int bit = 0; bit < 256; bit++) {
                byte[] mac = stored.mac().toBytes();
                mac[bit / 8] ^= (byte) (1 << bit % 8);

                assertUnreadable(new EncryptedClient(header, V1, 5, stored.fields(), new RecordMac(mac)));
            }
        }

        @Test
        void fieldDoesNotVerifyAlthoughTheMacDoes() {
            // Only someone with the key can make such a record; a defect could.
            DataKey key = node.keyring.forEncryption(header.workspace());
            var authenticator = new RecordAuthenticator(
                    CryptoProvider.named(CryptoProvider.DEFAULT).hmac());
            Ciphertext misplaced = fieldOf(stored, ClientField.NOTES);
            authenticator.begin(key.authentication(), header.ref(), V1, 9, 1);
            authenticator.field(Framing.of("notes"), misplaced.text().getBytes(StandardCharsets.ISO_8859_1));
            var attributes = new TreeMap<>(Map.of("consent_status", "true", "is_active", "true"));

            assertUnreadable(new EncryptedClient(
                    header, V1, 9, Map.of(ClientField.NOTES, misplaced), authenticator.end(attributes)));
        }

        private void assertUnreadable(EncryptedClient changed) {
            int before = node.meter.failures().size();
            int decrypted = node.meter.decrypted();

            assertThatThrownBy(() -> adapter.decrypt(changed))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasNoCause()
                    .hasMessageContaining(changed.header().id().toString())
                    .hasMessageNotContaining("made-up")
                    .hasMessageNotContaining(fieldOf(stored, ClientField.NOTES).text());
            assertThat(node.meter.failures()).hasSize(before + 1).last().isEqualTo(Failure.UNREADABLE_RECORD);
            assertThat(node.meter.decrypted()).isEqualTo(decrypted);
        }
    }

    @Nested
    class Names {

        private final EncryptedClient stored = adapter.encrypt(Clients.withEveryField(), 5);

        @Test
        void areDecryptedByThemselves() {
            ClientName name = adapter.decrypt(name(stored.header().id(), 5, Optional.of(first()), Optional.of(last())));

            assertThat(name.id()).isEqualTo(stored.header().id());
            assertThat(name.firstName()).contains(new PersonName("made-up first_name"));
            assertThat(name.lastName()).contains(new PersonName("made-up last_name"));
        }

        @Test
        void mayBeAbsent() {
            ClientName name = adapter.decrypt(name(stored.header().id(), 5, Optional.empty(), Optional.empty()));

            assertThat(name.firstName()).isEmpty();
            assertThat(name.lastName()).isEmpty();
        }

        @Test
        void areRefusedAnywhereElse() {
            ClientId id = stored.header().id();

            assertUnreadable(name(id, 5, Optional.of(last()), Optional.of(first())));
            assertUnreadable(name(id, 6, Optional.of(first()), Optional.empty()));
            assertUnreadable(name(ClientId.random(), 5, Optional.empty(), Optional.of(last())));
        }

        private void assertUnreadable(EncryptedName name) {
            assertThatThrownBy(() -> adapter.decrypt(name))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasNoCause();
        }

        private EncryptedName name(ClientId id, long revision, Optional<Ciphertext> first, Optional<Ciphertext> last) {
            return new EncryptedName(stored.header().workspace(), id, true, V1, revision, first, last);
        }

        private Ciphertext first() {
            return fieldOf(stored, ClientField.FIRST_NAME);
        }

        private Ciphertext last() {
            return fieldOf(stored, ClientField.LAST_NAME);
        }
    }

    @Nested
    class Counts {

        @Test
        void fieldsOfEveryRecord() {
            EncryptedClient stored = adapter.encrypt(Clients.withEveryField(), 1);
            adapter.encrypt(Clients.with(Map.of(ClientField.NOTES, "a", ClientField.TAGS, "[]")), 1);
            adapter.decrypt(stored);
            adapter.decrypt(EncryptedClients.nameOf(stored));

            assertThat(node.meter.encrypted()).isEqualTo(Map.of(V1, 13));
            assertThat(node.meter.decrypted()).isEqualTo(13);
            assertThat(node.meter.failures()).isEmpty();
        }

        @Test
        void anOutageOfTheKeyStore() {
            node.repository.failNextFindWith(new KeyStoreUnavailableException("out of reach"));

            assertThatThrownBy(() -> adapter.encrypt(Clients.withEveryField(), 1))
                    .isInstanceOf(KeyStoreUnavailableException.class);

            assertThat(node.meter.failures()).containsExactly(Failure.KEY_STORE_UNAVAILABLE);
        }
    }

    private static Ciphertext fieldOf(EncryptedClient client, ClientField field) {
        return Optional.ofNullable(client.fields().get(field)).orElseThrow();
    }

    private static String randomText(Random random, int length) {
        int[] ranges = {0x80, 0x800, 0xd800, 0x110000};
        return random.ints(length, 0, ranges[random.nextInt(ranges.length)])
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
