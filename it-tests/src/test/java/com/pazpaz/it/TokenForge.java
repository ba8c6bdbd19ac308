package com.pazpaz.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes one token. It begins with one that is in order, of which a test changes what it wants, and signs it itself, since no
 * library makes what is to be refused.
 */
final class TokenForge {

    /** Somebody else's keys. */
    static final ECKey OTHER_EC_KEY = ecKey(Curve.P_256);

    private final ECKey key = TestSystem.get().identity().key();
    private final Map<String, Object> header = new TreeMap<>(Map.of("alg", "ES256", "typ", "JWT"));
    private final Map<String, Object> claims = new TreeMap<>(TestSystem.get()
            .identity()
            .claims(UUID.randomUUID(), UUID.randomUUID(), EndToEndTest.THERAPIST, Duration.ofHours(1))
            .build()
            .toJSONObject());
    private String firstMembers = "";

    TokenForge() {
        header.put("kid", key.getKeyID());
    }

    /** The key that the server trusts. */
    ECKey key() {
        return key;
    }

    /** Sets a member of the header; {@code null} removes it. */
    TokenForge header(String name, @Nullable Object value) {
        set(header, name, value);
        return this;
    }

    /** Sets a claim; {@code null} removes it. */
    TokenForge claim(String name, @Nullable Object value) {
        set(claims, name, value);
        return this;
    }

    /** Sets a time, so many seconds from now. */
    TokenForge time(String name, long seconds) {
        return claim(name, Instant.now().plusSeconds(seconds).getEpochSecond());
    }

    /** Puts another claim of a name that there is in front. */
    TokenForge claimTwice(String name, String value) {
        firstMembers = "\"" + name + "\":\"" + value + "\",";
        return this;
    }

    private static void set(Map<String, Object> members, String name, @Nullable Object value) {
        if (value == null) {
            members.remove(name);
        } else {
            members.put(name, value);
        }
    }

    /** Header and claims, which is what a signature is over. */
    String unsigned() {
        return encode(JSONObjectUtils.toJSONString(header)) + "." + encodedClaims();
    }

    String encodedClaims() {
        return encode("{" + firstMembers + JSONObjectUtils.toJSONString(claims).substring(1));
    }

    /** Signed as the header of a good token says, with the key that the server trusts. */
    String signed() {
        return sign(unsigned());
    }

    /** Any text, signed with the key that the server trusts. */
    String sign(String unsigned) {
        return signedWith(ecSigner(key), JWSAlgorithm.ES256, unsigned);
    }

    /** Signed with somebody else's key. */
    String signedBy(ECKey other) {
        var algorithm = other.getCurve().equals(Curve.P_384) ? JWSAlgorithm.ES384 : JWSAlgorithm.ES256;
        return signedWith(ecSigner(other), algorithm, unsigned());
    }

    String signedBySomeRsaKey() {
        try {
            var signer = new RSASSASigner(new RSAKeyGenerator(2048).generate());
            return signedWith(signer, JWSAlgorithm.RS256, header("alg", "RS256").unsigned());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Authenticated with a secret that everybody knows, such as the public key. */
    String authenticatedWith(byte[] secret) {
        try {
            return signedWith(
                    new MACSigner(secret),
                    JWSAlgorithm.HS256,
                    header("alg", "HS256").unsigned());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static ECKey ecKey(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String encode(String text) {
        return Base64URL.encode(text).toString();
    }

    static List<String> partsOf(String token) {
        return List.of(token.split("\\."));
    }

    private static JWSSigner ecSigner(ECKey key) {
        try {
            return new ECDSASigner(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signedWith(JWSSigner signer, JWSAlgorithm algorithm, String unsigned) {
        try {
            Base64URL signature = signer.sign(new JWSHeader(algorithm), unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + signature;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
