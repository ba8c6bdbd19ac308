package com.pazpaz.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeysTest {

    @TempDir
    Path directory;

    private DevelopmentKeys keys() {
        return DevelopmentKeys.in(StateDirectory.at(directory));
    }

    @Test
    void beginWithOneOf32Bytes() {
        assertThat(keys().environment())
                .containsOnlyKeys("PAZPAZ_KEK_V1")
                .allSatisfy((variable, key) ->
                        assertThat(Base64.getDecoder().decode(key)).hasSize(32));
    }

    @Test
    void areKeptFromOneStartToTheNext() {
        var before = keys().environment();

        assertThat(keys().environment()).isEqualTo(before);
    }

    @Test
    void growByVersions() {
        var before = keys().environment();

        keys().add(2);

        assertThat(keys().environment())
                .containsOnlyKeys("PAZPAZ_KEK_V1", "PAZPAZ_KEK_V2")
                .containsAllEntriesOf(before);
    }

    @Test
    void aNextOneHasTheVersionAfterTheLast() {
        keys().add(9);

        keys().addNext();

        assertThat(keys().environment()).containsOnlyKeys("PAZPAZ_KEK_V1", "PAZPAZ_KEK_V9", "PAZPAZ_KEK_V10");
    }

    @Test
    void areNeverReplaced() {
        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(() -> keys().add(1))
                .withMessageContaining("PAZPAZ_KEK_V1");
    }

    @Test
    void areTheirOwnersAlone() throws Exception {
        keys();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys.env"))))
                .isEqualTo("rw-------");
    }
}
