package com.pazpaz.application.port.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMaterialTest {

    private static byte[] sevens() {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    @Test
    void isCopiedInAndOut() {
        byte[] given = sevens();
        try (var key = new KeyMaterial(given)) {

            Arrays.fill(given, (byte) 0);
            Arrays.fill(key.copy(), (byte) 0);

            assertThat(key.copy()).isEqualTo(sevens());
            assertThat(key.isDestroyed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void isRefusedWithAnotherNumberOfBytes(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KeyMaterial(new byte[length]))
                .withMessage("A key has exactly 32 bytes");
    }

    @Test
    void isWipedWhenItIsClosed() throws Exception {
        var key = new KeyMaterial(sevens());

        key.close();

        assertThat(memoryOf(key)).containsOnly(0);
        assertThat(key.isDestroyed()).isTrue();
        assertThatIllegalStateException().isThrownBy(key::copy).withMessage("This key was destroyed");
    }

    @Test
    void mayBeClosedTwice() {
        var key = new KeyMaterial(sevens());

        key.close();
        key.destroy();

        assertThat(key.isDestroyed()).isTrue();
    }

    @Test
    void isNeitherPrintedNorSerialized() {
        try (var key = new KeyMaterial(sevens())) {
            assertThat(key).hasToString("KeyMaterial[redacted]").isNotInstanceOf(Serializable.class);
        }
    }

    /** What is left in memory: nothing but reflection can tell. */
    private static byte[] memoryOf(KeyMaterial key) throws ReflectiveOperationException {
        Field bytes = KeyMaterial.class.getDeclaredField("bytes");
        bytes.setAccessible(true);
        return (byte[]) bytes.get(key);
    }
}
