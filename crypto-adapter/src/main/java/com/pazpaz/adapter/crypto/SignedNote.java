package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.CheckpointPort.Checkpoint;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints as signed notes (C2SP signed-note and tlog-checkpoint): origin, size and head on a line each, an empty line,
 * and a line with the name of the key and a signature. The name says which audit key signed.
 */
final class SignedNote {

    static final String ORIGIN = "pazpaz/audit";

    private static final Pattern FORM = Pattern.compile("(" + ORIGIN
            + "\\n([0-9]{1,18})\\n([A-Za-z0-9+/]{43}=)\\n)\\n— " + ORIGIN + "/(v[1-9][0-9]{0,8}) ([A-Za-z0-9+/=]+)\\n");
    private static final String ED25519 = "Ed25519";
    private static final byte ALGORITHM = 1;
    private static final int KEY_ID = 4;

    /** What X.509 (RFC 8410) puts in front of the 32 bytes of a public key. */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    private SignedNote() {}

    static String sign(AuditKeyPair keys, long size, String head) {
        String text = ORIGIN + "\n" + size + "\n" + head + "\n";
        String name = ORIGIN + "/" + keys.version();
        try {
            Signature signature = Signature.getInstance(ED25519);
            signature.initSign(keys.signing());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signed = signature.sign();
            byte[] line = Arrays.copyOf(keyId(name, keys.verifying()), KEY_ID + signed.length);
            System.arraycopy(signed, 0, line, KEY_ID, signed.length);
            return text + "\n— " + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM has no Ed25519; use an OpenJDK", e);
        }
    }

    /** Empty if it is not of this form, or none of these keys has signed it. */
    static Optional<Checkpoint> open(String note, Map<KeyVersion, String> verifying) {
        Matcher form = FORM.matcher(note);
        if (!form.matches()) {
            return Optional.empty();
        }
        KeyVersion signer = KeyVersion.parse(form.group(4));
        return Optional.ofNullable(verifying.get(signer))
                .filter(key -> isSigned(form.group(1), ORIGIN + "/" + form.group(4), form.group(5), key))
                .map(key -> new Checkpoint(Long.parseLong(form.group(2)), form.group(3), signer));
    }

    private static boolean isSigned(String text, String name, String signatureLine, String verifying) {
        try {
            byte[] line = Base64.getDecoder().decode(signatureLine);
            Signature signature = Signature.getInstance(ED25519);
            signature.initVerify(publicKey(verifying));
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return line.length > KEY_ID
                    && Arrays.equals(Arrays.copyOf(line, KEY_ID), keyId(name, verifying))
                    && signature.verify(line, KEY_ID, line.length - KEY_ID);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] keyId(String name, String verifying) {
        MessageDigest sha256 = AuditChain.sha256();
        sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        sha256.update(ALGORITHM);
        sha256.update(Base64.getDecoder().decode(verifying));
        return Arrays.copyOf(sha256.digest(), KEY_ID);
    }

    private static PublicKey publicKey(String verifying) throws GeneralSecurityException {
        byte[] raw = Base64.getDecoder().decode(verifying);
        byte[] encoded = Arrays.copyOf(X509, X509.length + raw.length);
        System.arraycopy(raw, 0, encoded, X509.length, raw.length);
        return KeyFactory.getInstance(ED25519).generatePublic(new X509EncodedKeySpec(encoded));
    }
}
