package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientName;
import java.util.EnumSet;
import java.util.Set;

/**
 * Turns records into ciphertext and back.
 *
 * <p>Guarantees: authenticated encryption (AES-256-GCM, NIST SP 800-38D) with a nonce made inside, so no caller can
 * repeat one; every field is bound to its workspace, record, name, key version and revision; the record is
 * authenticated as a whole. Exactly one key is tried, the one that workspace and version name.
 *
 * <p>The first use of a workspace under a key version loads, or makes and commits, its data-encryption key in a
 * transaction of its own: call outside of a transaction that holds a database connection. Every method throws
 * {@link InvalidKeyStoreException} if the stored key of the workspace is not the one that was made for it.
 *
 * <p>Thread-safe.
 */
public interface EncryptionPort {

    /**
     * Encrypts all fields of a client under the active key of its workspace.
     *
     * @param revision the revision that the row will have once it is written
     * @throws MissingKeyException if there is no active key
     * @throws KeyStoreUnavailableException if the key could not be reached; worth trying again
     */
    EncryptedClient encrypt(Client client, long revision);

    /**
     * Verifies a stored client as a whole, and decrypts all of it.
     *
     * @throws UnreadableRecordException if anything of the record is not as it was written
     * @throws MissingKeyException if the version of its key is not known here
     * @throws KeyStoreUnavailableException if the key could not be reached; worth trying again
     */
    default Client decrypt(EncryptedClient client) {
        return decrypt(client, EnumSet.allOf(ClientField.class));
    }

    /**
     * Verifies a stored client as a whole, and decrypts these fields and no others.
     *
     * @throws UnreadableRecordException if anything of the record is not as it was written
     * @throws MissingKeyException if the version of its key is not known here
     * @throws KeyStoreUnavailableException if the key could not be reached; worth trying again
     */
    Client decrypt(EncryptedClient client, Set<ClientField> fields);

    /**
     * Decrypts the names of a client, each authenticated by itself.
     *
     * @throws UnreadableRecordException if a name is not as it was written
     * @throws MissingKeyException if the version of its key is not known here
     * @throws KeyStoreUnavailableException if the key could not be reached; worth trying again
     */
    ClientName decrypt(EncryptedName name);

    /**
     * The same client under the active key of its workspace, as the next revision of its row. Plaintext does not leave.
     *
     * @throws UnreadableRecordException if anything of the record is not as it was written
     * @throws MissingKeyException if the version of its key is not known here, or no key is active
     * @throws KeyStoreUnavailableException if a key could not be reached; worth trying again
     */
    EncryptedClient reencrypt(EncryptedClient client);

    /**
     * Whether two states of a client hold the same values, each verified as a whole. Plaintext does not leave.
     *
     * @throws UnreadableRecordException if anything of either is not as it was written
     * @throws MissingKeyException if the version of a key is not known here
     * @throws KeyStoreUnavailableException if a key could not be reached; worth trying again
     */
    boolean holdTheSame(EncryptedClient one, EncryptedClient other);
}
