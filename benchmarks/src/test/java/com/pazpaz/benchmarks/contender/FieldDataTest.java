package com.pazpaz.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldDataTest {

    @ParameterizedTest
    @ValueSource(ints = {10, 50, 500, 5_000, 50_000})
    void textHasTheSizeAskedFor(int bytes) {
        assertThat(FieldData.text(bytes).getBytes(StandardCharsets.UTF_8)).hasSize(bytes);
    }

    @Test
    void associatedDataIsAsLongAsThatOfAFieldInTheDatabase() {
        int lengthPrefixes = 5 * 2;
        int names = "pazpaz/field/1".length() + "client".length() + "notes".length();
        int ids = 2 * 16;
        int versionAndRevision = 4 + 8;

        assertThat(FieldData.associatedData()).hasSize(lengthPrefixes + names + ids + versionAndRevision);
    }
}
