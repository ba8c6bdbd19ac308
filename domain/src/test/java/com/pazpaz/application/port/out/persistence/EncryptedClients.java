package com.pazpaz.application.port.out.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.encrypted.KeyCheckValue;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Records as they are stored, of random bytes where the ciphertexts are: right in form, and nothing decrypts them. */
public final class EncryptedClients {

    public static final KeyVersion V1 = new KeyVersion(1);

    private static final Random RANDOM = new Random(1);
    private static final Instant REGISTERED = Instant.parse("2026-03-01T09:30:00.123456Z");

    private EncryptedClients() {}

    public static WorkspaceId newWorkspace() {
        return new WorkspaceId(UUID.randomUUID());
    }

    /** A client of whom everything is known. */
    public static EncryptedClient registered(WorkspaceId workspace) {
        return registered(workspace, ClientId.random());
    }

    /** A client with this id, of whom everything is known. */
    public static EncryptedClient registered(WorkspaceId workspace, ClientId id) {
        return of(new ClientHeader(workspace, id, true, true, 1, REGISTERED, REGISTERED), V1, 1, ClientField.values());
    }

    /** A client of whom only these fields are known. */
    public static EncryptedClient registered(WorkspaceId workspace, ClientField... fields) {
        return registered(workspace, ClientId.random(), fields);
    }

    /** A client with this id, of whom only these fields are known. */
    public static EncryptedClient registered(WorkspaceId workspace, ClientId id, ClientField... fields) {
        return of(new ClientHeader(workspace, id, false, true, 1, REGISTERED, REGISTERED), V1, 1, fields);
    }

    /** A client of whom nothing is known but a history of this many bytes. */
    public static EncryptedClient withHistory(WorkspaceId workspace, int bytes) {
        EncryptedClient client = registered(workspace);
        return new EncryptedClient(
                client.header(),
                client.keyVersion(),
                client.revision(),
                Map.of(ClientField.MEDICAL_HISTORY, ciphertext(client.keyVersion(), bytes)),
                client.mac());
    }

    public static List<EncryptedClient> registered(WorkspaceId workspace, int count) {
        return IntStream.range(0, count).mapToObj(i -> registered(workspace)).toList();
    }

    /** The client after a user has changed it: every field encrypted anew. */
    public static EncryptedClient edited(EncryptedClient client) {
        ClientHeader header = client.header().edited(false, false, REGISTERED.plusSeconds(60));
        return of(header, client.keyVersion(), client.revision() + 1, ClientField.FIRST_NAME, ClientField.NOTES);
    }

    /** The client after a user has changed what does not give it another place in the list. */
    public static EncryptedClient annotated(EncryptedClient client) {
        ClientHeader header = client.header().edited(false, client.header().active(), REGISTERED.plusSeconds(60));
        return of(
                header,
                client.keyVersion(),
                client.revision() + 1,
                ClientField.FIRST_NAME,
                ClientField.LAST_NAME,
                ClientField.NOTES);
    }

    /** The client after a re-encryption under this version: every field encrypted anew, nothing else changed. */
    public static EncryptedClient reencrypted(EncryptedClient client, KeyVersion version) {
        return of(
                client.header(),
                version,
                client.revision() + 1,
                client.fields().keySet().toArray(ClientField[]::new));
    }

    /** The ciphertext of a value of this many bytes. */
    public static Ciphertext ciphertext(KeyVersion version, int bytes) {
        return new Ciphertext(version + ":" + base64url(12) + ":" + base64url(bytes) + ":" + base64url(16));
    }

    public static WorkspaceKey workspaceKey(WorkspaceId workspace, KeyVersion version) {
        return new WorkspaceKey(workspace, version, ciphertext(version, 32), checkValue());
    }

    public static KeyCheckValue checkValue() {
        return new KeyCheckValue(bytes(KeyCheckValue.LENGTH));
    }

    private static EncryptedClient of(ClientHeader header, KeyVersion version, long revision, ClientField... fields) {
        Map<ClientField, Ciphertext> ciphertexts = new EnumMap<>(ClientField.class);
        for (ClientField field : fields) {
            ciphertexts.put(field, ciphertext(version, 20 + field.logicalName().length()));
        }
        return new EncryptedClient(header, version, revision, ciphertexts, new RecordMac(bytes(RecordMac.LENGTH)));
    }

    private static String base64url(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** What an order is made of. */
    public static EncryptedName nameOf(EncryptedClient client) {
        return new EncryptedName(
                client.header().workspace(),
                client.header().id(),
                client.header().active(),
                client.keyVersion(),
                client.revision(),
                Optional.ofNullable(client.fields().get(ClientField.FIRST_NAME)),
                Optional.ofNullable(client.fields().get(ClientField.LAST_NAME)));
    }
}
