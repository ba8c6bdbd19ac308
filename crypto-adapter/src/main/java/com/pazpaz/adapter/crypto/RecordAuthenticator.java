package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.RecordRef;
import java.security.InvalidKeyException;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes record MACs: HMAC-SHA-256 over what a record is, the fields that are present, and the plain attributes that
 * matter. Call {@link #begin}, {@link #field} for each in ascending order of the names, {@link #end}. Confined to one
 * thread at a time.
 */
final class RecordAuthenticator {

    private static final Framing RECORD = Framing.of("pazpaz/record/1");

    private final Mac hmac;
    private final Framing framing = new Framing();

    RecordAuthenticator(Mac hmac) {
        this.hmac = hmac;
    }

    void begin(SecretKey key, RecordRef ref, KeyVersion version, long revision, int fieldCount) {
        try {
            hmac.init(key);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused a key; use another JCA provider", e);
        }
        framing.truncate(0)
                .append(RECORD)
                .record(ref)
                .u32(version.number())
                .u64(revision)
                .u16(fieldCount);
        update();
    }

    /** @param name of the field, framed */
    void field(Framing name, byte[] ciphertext) {
        framing.truncate(0).append(name).u32(ciphertext.length);
        update();
        hmac.update(ciphertext);
    }

    RecordMac end(SortedMap<String, String> attributes) {
        framing.truncate(0);
        attributes.forEach((name, value) -> framing.text(name).text(value));
        update();
        return new RecordMac(hmac.doFinal());
    }

    private void update() {
        hmac.update(framing.bytes(), 0, framing.length());
    }
}
