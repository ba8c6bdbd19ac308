package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRulesTest {

    private static final String JWT = "{\"typ\":\"JWT\"}";

    private final TokenRules rules = new TokenRules("JWT", "Bearer");

    private static BearerToken token(String header, String claims) {
        String text = "Bearer " + encode(header) + "." + encode(claims) + ".c2lnbmF0dXJl";
        return BearerToken.in(List.of(text)).orElseThrow();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "application/jwt", "Application/JWT"})
    void theConfiguredTypeIsPermittedHoweverItIsWritten(String type) {
        assertThat(rules.permit(token("{\"typ\":\"" + type + "\"}", "{}"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"typ\":\"at+jwt\"}",
                "{\"typ\":\"JWE\"}",
                "{\"typ\":\"none\"}",
                "{\"typ\":\"\"}",
                "{\"typ\":null}",
                "{\"typ\":[\"JWT\"]}"
            })
    void anyOtherTypeIsRefused(String header) {
        assertThat(rules.permit(token(header, "{}"))).isFalse();
    }

    @Test
    void anotherTypeCanBeConfigured() {
        var accessTokens = new TokenRules("at+jwt", "Bearer");

        assertThat(accessTokens.permit(token("{\"typ\":\"application/at+jwt\"}", "{}")))
                .isTrue();
        assertThat(accessTokens.permit(token(JWT, "{}"))).isFalse();
    }

    @Test
    void theAbsenceOfATypeCanBeConfigured() {
        var untyped = new TokenRules("none", "Bearer");

        assertThat(untyped.permit(token("{\"alg\":\"ES256\"}", "{}"))).isTrue();
        assertThat(untyped.permit(token(JWT, "{}"))).isFalse();
        assertThat(untyped.permit(token("{\"typ\":\"none\"}", "{}"))).isFalse();
    }

    @Test
    void aTypeAmongTheClaimsMustBeTheConfiguredOne() {
        assertThat(rules.permit(token(JWT, "{\"typ\":\"Bearer\"}"))).isTrue();
        assertThat(rules.permit(token(JWT, "{\"typ\":\"ID\"}"))).isFalse();
        assertThat(rules.permit(token(JWT, "{\"typ\":\"Refresh\"}"))).isFalse();
        assertThat(rules.permit(token(JWT, "{\"typ\":null}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5u", "x5c", "crit"})
    void whatBringsAKeyOrAnExtensionIsRefused(String name) {
        assertThat(rules.permit(token("{\"typ\":\"JWT\",\"" + name + "\":null}", "{}")))
                .isFalse();
    }
}
