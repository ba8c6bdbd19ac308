package com.pazpaz.application.port.out.crypto;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.AdoptedForm.OfBytes;
import com.pazpaz.domain.model.AdoptedForm.OfText;
import com.pazpaz.domain.model.AdoptedForm.PythonUnversioned;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Has the forms of the earlier PazPaz and hides nothing: the nonce is a number, the plaintext stays as it is, and a
 * checksum over it and the name of the key stands for a tag. Thread-safe.
 */
public final class FakeAdoptedCipher implements AdoptedCipherPort {

    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final Pattern TEXT = Pattern.compile("(v[1-9][0-9]{0,8}):([A-Za-z0-9+/]{16}):([A-Za-z0-9+/=]{24,})");
    private static final Pattern BINARY = Pattern.compile("(v[1-9][0-9]{0,8}):(.{28,})", Pattern.DOTALL);
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final Set<String> keys;
    private final AtomicLong nonces = new AtomicLong();

    /** @param keys by their names, a version's being {@code V1} */
    public FakeAdoptedCipher(Set<String> keys) {
        this.keys = Set.copyOf(keys);
    }

    @Override
    public String decryptText(OfText form, String value) {
        var matcher = TEXT.matcher(value);
        if (!matcher.matches()) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        byte[] sealed = decode(form, matcher.group(3));
        return open(form, nameOf(matcher.group(1)), join(decode(form, matcher.group(2)), sealed));
    }

    private static byte[] decode(AdoptedForm form, String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (BASE64.encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Not base64 either.
        }
        throw UnreadableAdoptedValueException.otherThan(form);
    }

    @Override
    public String decryptBinary(OfBytes form, byte[] value) {
        if (form instanceof PythonUnversioned unversioned) {
            return open(form, unversioned.key(), value);
        }
        var matcher = BINARY.matcher(new String(value, ISO_8859_1));
        if (!matcher.matches()) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        return open(form, nameOf(matcher.group(1)), matcher.group(2).getBytes(ISO_8859_1));
    }

    @Override
    public String encryptText(OfText form, String plaintext) {
        KeyVersion version = newest();
        byte[] sealed = seal(nameOf(version.toString()), plaintext);
        return version + ":" + BASE64.encodeToString(Arrays.copyOf(sealed, NONCE)) + ":"
                + BASE64.encodeToString(Arrays.copyOfRange(sealed, NONCE, sealed.length));
    }

    @Override
    public byte[] encryptBinary(OfBytes form, String plaintext) {
        if (form instanceof PythonUnversioned unversioned) {
            return seal(unversioned.key(), plaintext);
        }
        KeyVersion version = newest();
        return join((version + ":").getBytes(ISO_8859_1), seal(nameOf(version.toString()), plaintext));
    }

    private byte[] seal(String key, String plaintext) {
        requireKey(key);
        byte[] nonce =
                ByteBuffer.allocate(NONCE).putLong(nonces.incrementAndGet()).array();
        byte[] text = plaintext.getBytes(UTF_8);
        return join(nonce, join(text, checksum(key, nonce, text)));
    }

    private String open(AdoptedForm form, String key, byte[] value) {
        if (value.length < NONCE + TAG) {
            throw UnreadableAdoptedValueException.otherThan(form);
        }
        requireKey(key);
        byte[] nonce = Arrays.copyOf(value, NONCE);
        byte[] text = Arrays.copyOfRange(value, NONCE, value.length - TAG);
        byte[] tag = Arrays.copyOfRange(value, value.length - TAG, value.length);
        if (!Arrays.equals(tag, checksum(key, nonce, text))) {
            throw UnreadableAdoptedValueException.unverified(form, key);
        }
        return new String(text, UTF_8);
    }

    private KeyVersion newest() {
        return keys.stream()
                .filter(key -> key.matches("V[1-9][0-9]{0,8}"))
                .map(key -> new KeyVersion(Integer.parseInt(key.substring(1))))
                .max(KeyVersion::compareTo)
                .orElseThrow(() -> new MissingKeyException("There is no key V1, V2, …"));
    }

    private void requireKey(String key) {
        if (!keys.contains(key)) {
            throw new MissingKeyException("There is no key " + key);
        }
    }

    private static String nameOf(String version) {
        return "V" + version.substring(1);
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] joined = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, joined, one.length, other.length);
        return joined;
    }

    private static byte[] checksum(String key, byte[] nonce, byte[] text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.getBytes(UTF_8));
            digest.update(nonce);
            return Arrays.copyOf(digest.digest(text), TAG);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
