package com.pazpaz.it;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.pazpaz.demo.DevelopmentIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Ways in which a token can be bad, or be shown in a wrong way. Each differs in one thing from a token that is accepted, and is
 * signed as it should be unless the signature is that thing.
 */
enum BadToken {
    // How it is shown.
    NONE_AT_ALL(Showing.nothing()),
    BASIC_CREDENTIALS(Showing.header(forge -> "Basic " + TokenForge.encode("someone:" + forge.signed()))),
    EMPTY_BEARER(Showing.header(forge -> "Bearer ")),
    WITHOUT_SCHEME(Showing.header(TokenForge::signed)),
    UNDER_ANOTHER_SCHEME(Showing.header(forge -> "DPoP " + forge.signed())),
    TWO_AT_ONCE((request, forge) -> {
        String token = forge.signed();
        request.header("Authorization", "Bearer " + token).header("Authorization", "Bearer " + token);
        return token;
    }),
    IN_A_FORM((request, forge) -> {
        String token = forge.signed();
        request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("access_token=" + token));
        return token;
    }),
    IN_A_COOKIE((request, forge) -> {
        String token = forge.signed();
        request.header("Cookie", "Bearer=" + token + "; access_token=" + token + "; jwtToken=" + token);
        return token;
    }),
    TOO_LONG(forge -> forge.claim("padding", "x".repeat(8_000)).signed()),

    // What is no token.
    GARBAGE(forge -> "abcdefghijklmnopqrstuvwxyz"),
    TWO_DOTS_ALONE(forge -> ".."),
    HEADER_THAT_IS_NO_JSON(forge -> forge.sign(TokenForge.encode("made up, not JSON") + "." + forge.encodedClaims())),
    CLAIMS_THAT_ARE_NO_JSON(forge ->
            forge.sign(TokenForge.partsOf(forge.unsigned()).get(0) + "." + TokenForge.encode("made up, not JSON"))),
    CLAIMS_THAT_ARE_NO_OBJECT(forge -> forge.sign(
            TokenForge.partsOf(forge.unsigned()).get(0) + "." + TokenForge.encode("[\"made up, no object\"]"))),
    PADDED(forge -> forge.signed() + "="),
    ENCRYPTED(forge -> TokenForge.encode("{\"alg\":\"ECDH-ES\",\"enc\":\"A256GCM\",\"typ\":\"JWT\"}") + ".."
            + TokenForge.encode("twelve bytes") + "." + forge.encodedClaims() + "."
            + TokenForge.encode("sixteen bytes tag")),
    SIGNED_TOKEN_IN_A_SIGNED_TOKEN(forge -> {
        String inner = forge.signed();
        return forge.sign(
                TokenForge.partsOf(forge.header("cty", "JWT").unsigned()).get(0) + "." + TokenForge.encode(inner));
    }),
    CLAIM_THAT_IS_THERE_TWICE(forge ->
            forge.claimTwice("workspace_id", UUID.randomUUID().toString()).signed()),

    // Algorithms.
    UNSIGNED(forge -> forge.header("alg", "none").unsigned() + "."),
    UNSIGNED_WITH_A_SIGNATURE(forge -> forge.header("alg", "nOnE").signed()),
    AUTHENTICATED_WITH_THE_PUBLIC_KEY(forge -> forge.authenticatedWith(publicKey(forge))),
    AUTHENTICATED_WITH_THE_FILE_OF_THE_PUBLIC_KEY(forge -> forge.authenticatedWith(publicKeyFile())),
    SIGNED_WITH_RSA(TokenForge::signedBySomeRsaKey),
    CALLED_SIGNED_WITH_RSA(forge -> forge.header("alg", "RS256").signed()),
    SIGNED_WITH_A_LONGER_CURVE(forge -> forge.header("alg", "ES384").signedBy(TokenForge.ecKey(Curve.P_384))),
    WITHOUT_AN_ALGORITHM(forge -> forge.header("alg", null).signed()),

    // Signatures.
    SIGNATURE_CUT_OFF(forge -> forge.unsigned() + "."),
    SIGNATURE_CUT_SHORT(forge -> cut(forge.signed())),
    SIGNATURE_OF_ZEROS(forge -> forge.unsigned() + "." + "A".repeat(86)),
    SIGNED_WITH_ANOTHER_KEY(forge -> forge.signedBy(TokenForge.OTHER_EC_KEY)),
    CLAIMS_CHANGED_AFTERWARDS(forge -> {
        String signature = TokenForge.partsOf(forge.signed()).get(2);
        return forge.claim("groups", List.of("security-officer")).unsigned() + "." + signature;
    }),

    // Headers that tell the verifier what to do.
    BRINGS_ITS_KEY(
            forge -> forge.header("jwk", TokenForge.OTHER_EC_KEY.toPublicJWK().toJSONObject())
                    .signedBy(TokenForge.OTHER_EC_KEY)),
    BRINGS_THE_RIGHT_KEY(forge ->
            forge.header("jwk", forge.key().toPublicJWK().toJSONObject()).signed()),
    NAMES_A_KEY_SET(forge -> forge.header("jku", "https://localhost/made-up").signed()),
    NAMES_A_CERTIFICATE(
            forge -> forge.header("x5u", "https://localhost/made-up").signed()),
    BRINGS_A_CERTIFICATE(forge -> forge.header("x5c", List.of("MIIBmadeup")).signed()),
    CRITICAL_EXTENSION(forge ->
            forge.header("crit", List.of("exp")).header("exp", 4_102_444_800L).signed()),

    // Types.
    WITHOUT_A_TYPE(forge -> forge.header("typ", null).signed()),
    OF_ANOTHER_TYPE(forge -> forge.header("typ", "at+jwt").signed()),
    LOGOUT_TOKEN(forge -> forge.header("typ", "logout+jwt").signed()),
    ID_TOKEN(forge -> forge.claim("typ", "ID").signed()),
    REFRESH_TOKEN(forge -> forge.claim("typ", "Refresh").signed()),

    // Times.
    EXPIRED(forge -> forge.time("iat", -900).time("exp", -61).signed()),
    WITHOUT_AN_EXPIRY(forge -> forge.claim("exp", null).signed()),
    EXPIRY_THAT_IS_NO_NUMBER(forge -> forge.claim("exp", "tomorrow").signed()),
    NOT_VALID_YET(forge -> forge.time("nbf", 120).signed()),
    ISSUED_IN_THE_FUTURE(forge -> forge.time("iat", 120).signed()),

    // Who issued it, and for whom.
    ANOTHER_ISSUER(forge -> forge.claim("iss", "https://other.example").signed()),
    SEVERAL_ISSUERS(forge -> forge.claim("iss", List.of(DevelopmentIdentity.ISSUER, "https://other.example"))
            .signed()),
    WITHOUT_AN_ISSUER(forge -> forge.claim("iss", null).signed()),
    ANOTHER_AUDIENCE(forge -> forge.claim("aud", "other").signed()),
    WITHOUT_AN_AUDIENCE(forge -> forge.claim("aud", null).signed()),

    // Who and where.
    WITHOUT_A_USER(forge -> forge.claim("sub", null).signed()),
    USER_THAT_IS_NO_ID(forge -> forge.claim("sub", "someone").signed()),
    WITHOUT_A_WORKSPACE(forge -> forge.claim("workspace_id", null).signed()),
    WORKSPACE_THAT_IS_NO_ID(forge -> forge.claim("workspace_id", "1").signed()),
    SEVERAL_WORKSPACES(forge ->
            forge.claim("workspace_id", List.of(UUID.randomUUID().toString())).signed()),
    WORKSPACE_IN_AN_OBJECT(
            forge -> forge.claim("workspace_id", Map.of("id", UUID.randomUUID().toString()))
                    .signed()),
    THE_INSTALLATION_AS_WORKSPACE(
            forge -> forge.claim("workspace_id", new UUID(0, 0).toString()).signed());

    /** Puts a token into a request, and tells which. */
    @FunctionalInterface
    interface Showing {
        String put(HttpRequest.Builder request, TokenForge forge);

        static Showing nothing() {
            return (request, forge) -> "";
        }

        /** A whole header, in which the token is what follows the last space. */
        static Showing header(Function<TokenForge, String> value) {
            return (request, forge) -> {
                String header = value.apply(forge);
                request.header("Authorization", header);
                return header.substring(header.lastIndexOf(' ') + 1);
            };
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // The functions hold nothing.
    private final Showing showing;

    BadToken(Showing showing) {
        this.showing = showing;
    }

    BadToken(Function<TokenForge, String> token) {
        this(Showing.header(forge -> "Bearer " + token.apply(forge)));
    }

    /** Puts a new token of this kind into a request for clients, and tells which. */
    String showIn(HttpRequest.Builder request) {
        return showing.put(request, new TokenForge());
    }

    private static byte[] publicKey(TokenForge forge) {
        try {
            return forge.key().toECPublicKey().getEncoded();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] publicKeyFile() {
        try {
            return Files.readAllBytes(TestSystem.get().identity().publicKeyFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cut(String token) {
        return token.substring(0, token.length() - 8);
    }
}
