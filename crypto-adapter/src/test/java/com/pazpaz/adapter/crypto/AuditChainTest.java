package com.pazpaz.adapter.crypto;

import static com.pazpaz.adapter.crypto.Node.V1;
import static com.pazpaz.adapter.crypto.Node.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.audit.InMemoryAuditKeyRepository;
import com.pazpaz.application.port.out.crypto.CheckpointPort.Checkpoint;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.RecordMac;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditChainTest {

    private static final Instant NOW = Instant.parse("2030-06-15T08:30:00Z");

    private final InMemoryAuditKeyRepository stored = new InMemoryAuditKeyRepository();
    private final Node node = Node.withTwoKeys();
    private final AuditKeyring keys =
            new AuditKeyring(node.keyring, stored, CryptoProvider.named(CryptoProvider.DEFAULT));
    private final AuditChain chain = new AuditChain(keys);

    AuditChainTest() {
        keys.prepare();
    }

    private static SealedEvent event(long position) {
        var mac = new byte[RecordMac.LENGTH];
        mac[0] = (byte) position;
        return new SealedEvent(position, new RecordMac(mac));
    }

    private AuditSeal seal(Optional<AuditSeal> before, SealedEvent... events) {
        return chain.seal(before, new Unsealed(List.of(events), NOW, NOW.plusSeconds(1)));
    }

    /** hashlib.sha256(lp(b"pazpaz/audit-month/1") + u64(1) + mac(1) + u64(7) + mac(7)) in Python. */
    @Test
    void aDigestOfEventsIsOverTheirPositionsAndMacsInOrder() {
        var digest = chain.digest();
        digest.add(event(1));
        digest.add(event(7));
        var turned = chain.digest();
        turned.add(event(7));
        turned.add(event(1));

        assertThat(digest.value()).isEqualTo("0879f285f07437822b72591d81ee881dfb299255fe7f97ac069ba594c91b1ae5");
        assertThat(turned.value()).isNotEqualTo("0879f285f07437822b72591d81ee881dfb299255fe7f97ac069ba594c91b1ae5");
    }

    @Nested
    class ASeal {

        @Test
        void countsWhatCameBefore() {
            AuditSeal first = seal(Optional.empty(), event(1), event(2));
            AuditSeal second = seal(Optional.of(first), event(4));

            assertThat(List.of(first.number(), second.number())).containsExactly(1L, 2L);
            assertThat(List.of(first.size(), second.size())).containsExactly(2L, 3L);
            assertThat(second.firstAt()).isEqualTo(NOW);
            assertThat(second.lastAt()).isEqualTo(NOW.plusSeconds(1));
        }

        @Test
        void hasTheHeadThatTheFormatSays() {
            // python3: base64(sha256(lp("pazpaz/audit-seal/1") + u64(1) + u32(1) + bytes(32) + u64(1) + mac))
            assertThat(seal(Optional.empty(), event(1)).head())
                    .isEqualTo("K3NPwo9sxCwADtw6ev8dVOOjbuHcYwQGqshH89Fa7lI=");
        }

        @Test
        void hasAnotherHeadIfAnythingInItOrBeforeItIsAnother() {
            AuditSeal first = seal(Optional.empty(), event(1), event(2));
            AuditSeal swapped = seal(Optional.empty(), event(2), event(1));
            AuditSeal second = seal(Optional.of(first), event(3));

            assertThat(swapped.head()).isNotEqualTo(first.head());
            assertThat(chain.headAfter(Optional.empty(), first)).isEqualTo(first.head());
            assertThat(chain.headAfter(Optional.of(first.head()), second)).isEqualTo(second.head());
            assertThat(chain.headAfter(Optional.of(swapped.head()), second)).isNotEqualTo(second.head());
            assertThat(chain.headAfter(Optional.empty(), second)).isNotEqualTo(second.head());
        }

        @ParameterizedTest
        @ValueSource(strings = {"?", "A", "", "=AAA"})
        void isNotHeldUpByAHeadThatIsNone(String head) {
            AuditSeal first = seal(Optional.empty(), event(1));
            AuditSeal second = seal(Optional.of(first), event(2));
            var forged =
                    new AuditSeal(first.number(), first.events(), first.size(), NOW, NOW, head, first.checkpoint());

            AuditSeal next = seal(Optional.of(forged), event(2));

            assertThat(chain.headAfter(Optional.of(head), second)).isNotEqualTo(second.head());
            assertThat(next.head()).isNotEqualTo(second.head());
        }

        @Test
        void isNotMadeWithoutAKey() {
            node.keyring.clear();

            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> seal(Optional.empty(), event(1)));
        }
    }

    @Nested
    class ACheckpoint {

        private final AuditSeal seal = seal(Optional.empty(), event(1), event(2));

        @Test
        void saysSizeAndHeadInTheFormOfTransparencyLogs() {
            assertThat(seal.checkpoint())
                    .matches("pazpaz/audit\\n2\\n[A-Za-z0-9+/]{43}=\\n\\n— pazpaz/audit/v1 [A-Za-z0-9+/]{91}=\\n");
            assertThat(chain.open(seal.checkpoint())).contains(new Checkpoint(2, seal.head(), V1));
        }

        @ParameterizedTest
        @CsvSource({"pazpaz/audit, pazpaz/other", "audit/v1, audit/v2", "audit/v1, audit/v7", "'\n2\n', '\n3\n'"})
        void isWorthNothingIfItSaysSomethingElse(String what, String other) {
            node.install(V2);
            keys.prepare();

            assertThat(chain.open(seal.checkpoint())).isPresent();
            assertThat(chain.open(seal.checkpoint().replaceFirst(what, other))).isEmpty();
        }

        @Test
        void isWorthNothingWithoutItsSignature() {
            String text = seal.checkpoint().substring(0, seal.checkpoint().indexOf("— "));

            assertThat(chain.open(text)).isEmpty();
            assertThat(chain.open(text + "— pazpaz/audit/v1 AAAA\n")).isEmpty();
            assertThat(chain.open(text + "— pazpaz/audit/v1 A\n")).isEmpty();
            byte[] line = new byte[68];
            assertThat(chain.open(
                            text + "— pazpaz/audit/v1 " + Base64.getEncoder().encodeToString(line) + "\n"))
                    .isEmpty();
            assertThat(chain.open("nonsense")).isEmpty();
        }

        @Test
        void isSignedByTheKeyOfItsTimeAndStaysValid() {
            node.install(V2);
            keys.prepare();
            AuditSeal next = seal(Optional.of(seal), event(3));

            assertThat(next.checkpoint()).contains("pazpaz/audit/v2");
            assertThat(chain.open(next.checkpoint())).contains(new Checkpoint(3, next.head(), V2));
            assertThat(chain.open(seal.checkpoint())).contains(new Checkpoint(2, seal.head(), V1));
        }

        @Test
        void isNotProvedByAKeyThatThisNodeCannotOpen() {
            AuditKey key = stored.findAll().get(0);
            var newer = Node.empty();
            newer.installOnly(V2, Node.kek(2));
            var elsewhere = new AuditChain(
                    new AuditKeyring(newer.keyring, stored, CryptoProvider.named(CryptoProvider.DEFAULT)));

            assertThat(key.verifying()).hasSize(44);
            assertThat(elsewhere.open(seal.checkpoint())).isEmpty();
        }
    }
}
