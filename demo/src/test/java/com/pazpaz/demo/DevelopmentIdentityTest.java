package com.pazpaz.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIdentityTest {

    private static final UUID USER = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final UUID WORKSPACE = UUID.fromString("22222222-2222-4222-8222-222222222222");

    @TempDir
    Path directory;

    private DevelopmentIdentity identity() {
        return DevelopmentIdentity.in(StateDirectory.at(directory));
    }

    private static String token(DevelopmentIdentity identity) {
        return identity.token(USER, WORKSPACE, List.of("therapist"), Duration.ofHours(1));
    }

    private static boolean isSignedWith(Path pemFile, SignedJWT token) throws Exception {
        String base64 = Files.readString(pemFile).replaceAll("-----[^-]+-----", "");
        var encoded = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
        var key = (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(encoded);
        return token.verify(new ECDSAVerifier(key));
    }

    @Test
    void signsWithTheKeyWhosePublicHalfIsInItsFile() throws Exception {
        DevelopmentIdentity identity = identity();

        SignedJWT token = SignedJWT.parse(token(identity));

        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(isSignedWith(identity.publicKeyFile(), token)).isTrue();
    }

    @Test
    void saysWhoWhereAndHowLong() throws Exception {
        var claims = SignedJWT.parse(token(identity())).getJWTClaimsSet();

        assertThat(claims.getIssuer()).isEqualTo(DevelopmentIdentity.ISSUER);
        assertThat(claims.getAudience()).containsExactly(DevelopmentIdentity.AUDIENCE);
        assertThat(claims.getSubject()).isEqualTo(USER.toString());
        assertThat(claims.getStringClaim("workspace_id")).isEqualTo(WORKSPACE.toString());
        assertThat(claims.getStringListClaim("groups")).containsExactly("therapist");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getIssueTime()).isBeforeOrEqualTo(Instant.now());
        assertThat(claims.getExpirationTime().toInstant())
                .isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_600));
    }

    @Test
    void keepsItsKeyFromOneStartToTheNext() throws Exception {
        SignedJWT before = SignedJWT.parse(token(identity()));

        assertThat(isSignedWith(identity().publicKeyFile(), before)).isTrue();
    }

    @Test
    void isAnotherIdentityInAnotherDirectory(@TempDir Path elsewhere) throws Exception {
        SignedJWT foreign = SignedJWT.parse(token(DevelopmentIdentity.in(StateDirectory.at(elsewhere))));

        assertThat(isSignedWith(identity().publicKeyFile(), foreign)).isFalse();
    }

    @Test
    void keepsItsKeyToItself() throws Exception {
        identity();

        try (var files = Files.list(directory)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
