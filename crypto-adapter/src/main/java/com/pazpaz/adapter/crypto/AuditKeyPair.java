package com.pazpaz.adapter.crypto;

import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The key that authenticates events, and the one that signs checkpoints. Not a record, which would print them. */
final class AuditKeyPair {

    private final KeyVersion version;
    private final SecretKey authentication;
    private final PrivateKey signing;
    private final String verifying;

    AuditKeyPair(KeyVersion version, SecretKey authentication, PrivateKey signing, String verifying) {
        this.version = version;
        this.authentication = authentication;
        this.signing = signing;
        this.verifying = verifying;
    }

    KeyVersion version() {
        return version;
    }

    SecretKey authentication() {
        return authentication;
    }

    PrivateKey signing() {
        return signing;
    }

    String verifying() {
        return verifying;
    }

    RecordMac mac(CryptoProvider provider, AuditEvent event) {
        Mac hmac = provider.hmac();
        try {
            hmac.init(authentication);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA-256 refused a key; use another JCA provider", e);
        }
        Framing framing = EventFraming.of(event);
        hmac.update(framing.bytes(), 0, framing.length());
        return new RecordMac(hmac.doFinal());
    }

    @Override
    public String toString() {
        return "AuditKeyPair[" + version + ", redacted]";
    }
}
