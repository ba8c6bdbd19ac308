package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonReaderTest {

    private static JsonObject read(String body) {
        return StrictJsonReader.readOptional(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsOneObjectWithSpaceAroundIt() {
        JsonObject object = read(" \r\n{\"a\":{\"b\":[1,{}]},\"c\":\"d\"}\t\n ");

        assertThat(object.keySet()).containsExactly("a", "c");
        assertThat(object.getString("c")).isEqualTo("d");
        assertThat(object.getJsonObject("a").getJsonArray("b")).hasSize(2);
    }

    @Test
    void readsAnEmptyObjectWhereThereIsNoBodyAndNoneIsNeeded() {
        assertThat(read("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}{}",
                "{} {}",
                "{}[]",
                "{},",
                "{}}",
                "{}]",
                "{}x",
                "{}4711",
                "{} \"Submitted4711\"",
                "{\"a\":1}\n{\"a\":2}",
                "{}\u0000",
            })
    void refusesWhateverFollowsTheObject(String body) {
        assertIsRefused(body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "[]",
                "[{}]",
                "null",
                "4711",
                "\"Submitted4711\"",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "\ufeff{}",
            })
    void refusesWhatIsNoObject(String body) {
        assertIsRefused(body);
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        assertIsRefused("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000));
        assertIsRefused("{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}");
    }

    private static void assertIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(RefusedRequestException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal).hasNoCause();
            assertThat(refusal.getMessage()).doesNotContain("4711");
        });
    }
}
