package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {

    private static final String TOKEN = token("{\"typ\":\"JWT\"}", "{\"sub\":\"someone\"}");

    private static String token(String header, String claims) {
        return encode(header) + "." + encode(claims) + ".c2lnbmF0dXJl";
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<BearerToken> in(String... headers) {
        return BearerToken.in(List.of(headers));
    }

    @Test
    void headerAndClaimsAreReadAndNotTold() {
        BearerToken token = in("Bearer " + TOKEN).orElseThrow();

        assertThat(token.header().getString("typ")).isEqualTo("JWT");
        assertThat(token.claims().getString("sub")).isEqualTo("someone");
        assertThat(token).hasToString("BearerToken");
    }

    @Test
    void thereIsNoneWithoutOneHeaderAlone() {
        assertThat(in()).isEmpty();
        assertThat(in("Bearer " + TOKEN, "Bearer " + TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bearer ", "Bearer  ", "Bearer\t", "DPoP ", "Basic ", "Bearer Bearer "})
    void thereIsNoneUnderAnotherScheme(String scheme) {
        assertThat(in(scheme + TOKEN)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a.b",
                "a.b.c",
                "e30.e30.",
                "e30.e30.c.d.e",
                "e30=.e30=.c",
                "e30.e30.c ",
                "e30.e30.c,"
            })
    void whatIsNotThreePartsIsNone(String text) {
        assertThat(in("Bearer " + text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{", "{\"a\":1,\"a\":1}", "{}{}", "{},", "{} x", "\ud800"})
    void whatIsNoObjectIsNone(String json) {
        assertThat(in("Bearer " + token(json, "{}"))).isEmpty();
        assertThat(in("Bearer " + token("{}", json))).isEmpty();
    }

    @Test
    void whatIsDeepIsNone() {
        String deep = "{\"a\":" + "[".repeat(1_500) + "]".repeat(1_500) + "}";

        assertThat(in("Bearer " + token(deep, "{}"))).isEmpty();
    }

    @Test
    void whatIsTooLongIsNone() {
        String header = "Bearer " + TOKEN;
        String longest = header + "A".repeat(BearerToken.MAX_CHARACTERS - header.length());

        assertThat(in(longest)).isPresent();
        assertThat(in(longest + "A")).isEmpty();
    }
}
