package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.model.KeyVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL domain {@code ciphertext}: the grammar of the text form, as the database holds to it. */
class CiphertextDomainTest {

    private static final String NONCE = "AAECAwQFBgcICQoL";
    private static final String TAG = "AAECAwQFBgcICQoLDA0ODw";

    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        connection = TestDatabase.asApplication();
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Nested
    class Accepts {

        @ParameterizedTest(name = "of {0} bytes")
        @ValueSource(ints = {0, 1, 2, 3, 4, 5, 100, 1_000})
        void everyLengthOfCiphertext(int bytes) throws SQLException {
            for (int i = 0; i < 20; i++) {
                String text =
                        EncryptedClients.ciphertext(EncryptedClients.V1, bytes).text();

                assertThat(cast(text)).containsExactly(text);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 9, 10, 999_999_999})
        void everyVersion(int version) throws SQLException {
            String text =
                    EncryptedClients.ciphertext(new KeyVersion(version), 20).text();

            assertThat(cast(text)).containsExactly(text);
        }

        @Test
        void absence() throws SQLException {
            assertThat(Sql.query(connection, "SELECT (NULL::ciphertext) IS NULL"))
                    .containsExactly("t");
        }

        @Test
        void theLongestHistoryWithoutDelay() throws SQLException {
            String text =
                    EncryptedClients.ciphertext(EncryptedClients.V1, 400_000).text();
            long start = System.nanoTime();

            for (int i = 0; i < 10; i++) {
                cast(text);
            }

            assertThat(Duration.ofNanos((System.nanoTime() - start) / 10)).isLessThan(Duration.ofMillis(200));
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Miriam Example",
                    "v1:",
                    "v0:" + NONCE + "::" + TAG,
                    "v01:" + NONCE + "::" + TAG,
                    "v1234567890:" + NONCE + "::" + TAG,
                    "V1:" + NONCE + "::" + TAG,
                    " v1:" + NONCE + "::" + TAG,
                    "v1:" + NONCE + "::" + TAG + "\n",
                    "\nv1:" + NONCE + "::" + TAG,
                    "v1:" + NONCE + ":" + TAG,
                    "v1:" + NONCE + ":::" + TAG,
                    "v1:" + NONCE + "A::" + TAG,
                    "v1:AAECAwQFBgcICQo::" + TAG,
                    "v1:" + NONCE + "::" + TAG + "A",
                    "v1:" + NONCE + "::AAECAwQFBgcICQoLDA0OD",
                    "v1:" + NONCE + ":a b:" + TAG,
                    "v1:" + NONCE + ":ab+/:" + TAG,
                    "v1:" + NONCE + ":ab==:" + TAG,
                    "v1:" + NONCE + ":äöüß:" + TAG,
                })
        void whatHasAnotherForm(String text) {
            assertRefused(() -> cast(text));
        }

        @Test
        void lengthsThatNoBytesHave() {
            assertRefused(() -> cast("v1:" + NONCE + ":A:" + TAG));
            assertRefused(() -> cast("v1:" + NONCE + ":AAAAA:" + TAG));
        }

        @Test
        void lastCharactersWithBitsThatNoByteNeeds() throws SQLException {
            assertThat(cast("v1:" + NONCE + ":AQ:" + TAG)).hasSize(1);
            assertRefused(() -> cast("v1:" + NONCE + ":AR:" + TAG));
            assertThat(cast("v1:" + NONCE + ":AAE:" + TAG)).hasSize(1);
            assertRefused(() -> cast("v1:" + NONCE + ":AAF:" + TAG));
            assertRefused(() -> cast("v1:" + NONCE + "::AAECAwQFBgcICQoLDA0ODx"));
        }

        private void assertRefused(ThrowingCallable cast) {
            assertThatThrownBy(cast)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
        }
    }

    private List<String> cast(String text) throws SQLException {
        return Sql.query(connection, "SELECT ?::text::ciphertext", text);
    }
}
