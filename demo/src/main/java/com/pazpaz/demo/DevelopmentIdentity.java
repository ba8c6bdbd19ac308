package com.pazpaz.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Stands in for the identity provider of a practice: a key pair on P-256 and the tokens it signs (ES256, RFC 7518 §3.4).
 */
public final class DevelopmentIdentity {

    public static final String ALGORITHM = "ES256";
    public static final String ISSUER = "https://identity.pazpaz.example";
    public static final String AUDIENCE = "pazpaz";

    private static final String PRIVATE_KEY = "identity.jwk";
    private static final String PUBLIC_KEY = "identity.pem";

    private final ECKey key;
    private final Path publicKeyFile;

    private DevelopmentIdentity(ECKey key, Path publicKeyFile) {
        this.key = key;
        this.publicKeyFile = publicKeyFile;
    }

    /** The identity whose key is in a directory; a new key if there is none. */
    public static DevelopmentIdentity in(StateDirectory state) {
        try {
            ECKey key = ECKey.parse(state.read(PRIVATE_KEY).orElseGet(() -> {
                String generated = generate().toJSONString();
                state.write(PRIVATE_KEY, generated);
                return generated;
            }));
            return new DevelopmentIdentity(key, state.write(PUBLIC_KEY, pem(key)));
        } catch (ParseException | JOSEException e) {
            throw new DemoException(
                    "The key in " + state.file(PRIVATE_KEY) + " cannot be read. Delete it to have a new one", e);
        }
    }

    /** The public key as PEM (SubjectPublicKeyInfo), for the server. */
    public Path publicKeyFile() {
        return publicKeyFile;
    }

    /** The same, as a private and public key pair, for signing in ways that {@link #sign} does not. */
    public ECKey key() {
        return key;
    }

    /** A token for a user of a workspace. */
    public String token(UUID user, UUID workspace, List<String> roles, Duration validity) {
        return sign(claims(user, workspace, roles, validity).build());
    }

    /** The claims of a token that is in order, for tests to spoil. */
    public JWTClaimsSet.Builder claims(UUID user, UUID workspace, List<String> roles, Duration validity) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(user.toString())
                .claim("upn", user + "@pazpaz.example")
                .claim("workspace_id", workspace.toString())
                .claim("groups", roles)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(validity)))
                .jwtID(UUID.randomUUID().toString());
    }

    /** A token with whatever claims, signed with this identity's key. */
    public String sign(JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("A key on P-256 can sign", e);
        }
        return token.serialize();
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every JDK can make a key on P-256", e);
        }
    }

    private static String pem(ECKey key) throws JOSEException {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.toECPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }
}
