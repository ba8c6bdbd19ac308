package com.pazpaz.domain.encrypted;

import com.pazpaz.domain.model.KeyVersion;
import java.util.Objects;

/**
 * One encrypted value in its text form, {@code v1:nonce:ciphertext:tag}.
 *
 * <p>The shape is checked here: the version, the colons and the lengths. Whether every character is canonical
 * base64url (RFC 4648 section 5) is for the one who decodes it to decide; the database checks it once more.
 */
public final class Ciphertext {

    private static final int NONCE_LENGTH = 16;
    private static final int TAG_LENGTH = 22;

    private final String text;
    private final int prefixLength;

    /** @throws IllegalArgumentException if the text does not have the shape of a ciphertext; the message is silent on it */
    public Ciphertext(String text) {
        this.text = Objects.requireNonNull(text, "text");
        this.prefixLength = text.indexOf(':');
        if (!hasShape()) {
            throw new IllegalArgumentException("Not a ciphertext of the form v1:nonce:ciphertext:tag");
        }
    }

    private boolean hasShape() {
        int afterNonce = prefixLength + 1 + NONCE_LENGTH;
        int beforeTag = text.length() - TAG_LENGTH - 1;
        return isVersion(text, prefixLength)
                && afterNonce < beforeTag
                && text.charAt(afterNonce) == ':'
                && text.charAt(beforeTag) == ':'
                && (beforeTag - afterNonce - 1) % 4 != 1;
    }

    private static boolean isVersion(String text, int end) {
        if (end < 2 || end > 10 || text.charAt(0) != 'v' || text.charAt(1) == '0') {
            return false;
        }
        for (int i = 1; i < end; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The version of the key under which this was encrypted. */
    public KeyVersion keyVersion() {
        return new KeyVersion(Integer.parseInt(text, 1, prefixLength, 10));
    }

    /** The whole text form, as it is stored. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ciphertext that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The version only: a ciphertext has no place in a log. */
    @Override
    public String toString() {
        return "Ciphertext[" + text.substring(0, prefixLength) + "]";
    }
}
