package com.pazpaz.application.port.out.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.model.RecordType;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import com.pazpaz.domain.phi.Phi;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Looks like encryption and hides nothing: base64url of the plaintext, with a checksum for a tag. Like the real one it
 * binds every field to its record, name, version and revision, and the record as a whole; unlike it, it can be told to
 * fail. Thread-safe.
 */
public final class FakeEncryption implements EncryptionPort {

    private static final String NONCE = "never-encrypted-";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final Set<ClientId> unreadable = ConcurrentHashMap.newKeySet();
    private final Set<WorkspaceId> withoutKey = ConcurrentHashMap.newKeySet();
    private final AtomicLong clientsDecrypted = new AtomicLong();
    private final AtomicLong namesDecrypted = new AtomicLong();
    private volatile KeyVersion active = new KeyVersion(1);
    private volatile @Nullable RuntimeException failure;

    /** From now on this client's record does not verify. */
    public void spoil(ClientId id) {
        unreadable.add(id);
    }

    /** From now on the key of this workspace does not verify. */
    public void spoilKeyOf(WorkspaceId workspace) {
        withoutKey.add(workspace);
    }

    /** From now on every call throws this. */
    public void failWith(RuntimeException newFailure) {
        failure = newFailure;
    }

    /** Ends a failure. */
    public void recover() {
        failure = null;
    }

    /** From now on this is the version to encrypt with; every version can be read. */
    public void activate(KeyVersion version) {
        active = version;
    }

    /** How many whole clients were decrypted, or tried. */
    public long clientsDecrypted() {
        return clientsDecrypted.get();
    }

    /** How many names were decrypted, or tried. */
    public long namesDecrypted() {
        return namesDecrypted.get();
    }

    @Override
    public EncryptedClient encrypt(Client client, long revision) {
        throwFailure();
        KeyVersion version = active;
        RecordRef ref = client.header().ref();
        Map<ClientField, Ciphertext> fields = new EnumMap<>(ClientField.class);
        client.values().forEach((field, phi) -> fields.put(field, seal(ref, version, revision, field, phi.reveal())));
        return new EncryptedClient(
                client.header(), version, revision, fields, mac(client.header(), version, revision, fields));
    }

    @Override
    public Client decrypt(EncryptedClient client, Set<ClientField> fields) {
        clientsDecrypted.incrementAndGet();
        throwFailure();
        ClientHeader header = client.header();
        if (withoutKey.contains(header.workspace())) {
            throw new InvalidKeyStoreException("The key of this workspace does not verify");
        }
        if (unreadable.contains(header.id())
                || !client.mac().equals(mac(header, client.keyVersion(), client.revision(), client.fields()))) {
            throw new UnreadableRecordException(header.ref(), client.keyVersion());
        }
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        client.fields().forEach((field, ciphertext) -> {
            if (fields.contains(field)) {
                values.put(field, open(header.ref(), client.keyVersion(), client.revision(), field, ciphertext));
            }
        });
        return new Client(header, values).showing(fields);
    }

    @Override
    public ClientName decrypt(EncryptedName name) {
        namesDecrypted.incrementAndGet();
        throwFailure();
        var ref = new RecordRef(name.workspace(), RecordType.CLIENT, name.id().value());
        if (unreadable.contains(name.id())) {
            throw new UnreadableRecordException(ref, name.keyVersion());
        }
        return new ClientName(
                name.id(),
                open(ref, name, ClientField.FIRST_NAME, name.firstName()),
                open(ref, name, ClientField.LAST_NAME, name.lastName()));
    }

    @Override
    public EncryptedClient reencrypt(EncryptedClient client) {
        return encrypt(decrypt(client), client.revision() + 1);
    }

    @Override
    public boolean holdTheSame(EncryptedClient one, EncryptedClient other) {
        Client first = decrypt(one);
        Client second = decrypt(other);
        return first.header().equals(second.header()) && first.values().equals(second.values());
    }

    private void throwFailure() {
        RuntimeException current = failure;
        if (current != null) {
            throw current;
        }
    }

    private static Ciphertext seal(
            RecordRef ref, KeyVersion version, long revision, ClientField field, String plaintext) {
        String tag = BASE64URL.encodeToString(
                Arrays.copyOf(digest(ref.workspace(), ref, version, revision, field, plaintext), 16));
        return new Ciphertext(
                version + ":" + NONCE + ":" + BASE64URL.encodeToString(plaintext.getBytes(UTF_8)) + ":" + tag);
    }

    private static Optional<Phi> open(
            RecordRef ref, EncryptedName name, ClientField field, Optional<Ciphertext> ciphertext) {
        return ciphertext.map(present -> open(ref, name.keyVersion(), name.revision(), field, present));
    }

    private static Phi open(
            RecordRef ref, KeyVersion version, long revision, ClientField field, Ciphertext ciphertext) {
        String plaintext =
                new String(Base64.getUrlDecoder().decode(ciphertext.text().split(":", -1)[2]), UTF_8);
        if (!ciphertext.equals(seal(ref, version, revision, field, plaintext))) {
            throw new UnreadableRecordException(ref, version);
        }
        return Phi.of(field, plaintext);
    }

    private static RecordMac mac(
            ClientHeader header, KeyVersion version, long revision, Map<ClientField, Ciphertext> fields) {
        var texts = fields.values().stream().map(Ciphertext::text).toList();
        return new RecordMac(digest(
                header.workspace(),
                header.ref(),
                version,
                revision,
                fields.keySet(),
                texts,
                header.consentStatus(),
                header.active()));
    }

    private static byte[] digest(Object... parts) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(Arrays.toString(parts).getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
