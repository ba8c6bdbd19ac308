package com.pazpaz.adapter.crypto;

import static com.pazpaz.adapter.crypto.Node.V1;
import static com.pazpaz.adapter.crypto.Node.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.audit.AuditKey;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.InMemoryAuditKeyRepository;
import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AuditKeyringTest {

    private static final AuditEvent EVENT = new AuditEvent(
            UUID.fromString("4d0a3a3e-6f56-4d27-9a7e-0d1c6f1f2a3b"),
            Instant.parse("2030-06-15T08:30:00.123456Z"),
            Clients.WORKSPACE,
            Optional.of(new UserId(UUID.fromString("0b9c5a52-9d4f-4a3d-8a55-6d0f4b1c2d3e"))),
            new Origin("request-1", Optional.of("192.0.2.1"), Optional.of("a browser")),
            Operation.VIEW_CLIENT,
            Outcome.SUCCESS,
            Optional.of("a resource"),
            List.of(new Subject(new ClientId(new UUID(1, 2)), 3)),
            List.of("first_name", "last_name"),
            new TreeMap<>(Map.of("count", "1")));

    private final InMemoryAuditKeyRepository stored = new InMemoryAuditKeyRepository();
    private final Node node = Node.withTwoKeys();
    private final AuditKeyring audit = on(node);

    private AuditKeyring on(Node other) {
        return new AuditKeyring(other.keyring, stored, CryptoProvider.named(CryptoProvider.DEFAULT));
    }

    private AuditedEvent recorded() {
        audit.prepare();
        return audit.authenticate(EVENT);
    }

    private static AuditEvent with(UnaryOperator<Object[]> change) {
        Object[] parts = change.apply(new Object[] {
            EVENT.id(),
            EVENT.at(),
            EVENT.workspace(),
            EVENT.user(),
            EVENT.origin(),
            EVENT.operation(),
            EVENT.outcome(),
            EVENT.resourceId(),
            EVENT.clients(),
            EVENT.fields(),
            EVENT.details()
        });
        return rebuilt(parts);
    }

    @SuppressWarnings("unchecked") // the parts are those of an event
    private static AuditEvent rebuilt(Object[] parts) {
        return new AuditEvent(
                (UUID) parts[0],
                (Instant) parts[1],
                (WorkspaceId) parts[2],
                (Optional<UserId>) parts[3],
                (Origin) parts[4],
                (Operation) parts[5],
                (Outcome) parts[6],
                (Optional<String>) parts[7],
                (List<Subject>) parts[8],
                (List<String>) parts[9],
                new TreeMap<>((Map<String, String>) parts[10]));
    }

    @Nested
    class AnEvent {

        @Test
        void isAuthenticOnEveryNode() {
            AuditedEvent event = recorded();

            assertThat(audit.isAuthentic(event)).isTrue();
            assertThat(on(Node.withTwoKeys()).isAuthentic(event)).isTrue();
            assertThat(event.key()).isEqualTo(V1);
        }

        @Test
        void isNotAuthenticIfAnythingOfItIsChanged() {
            AuditedEvent event = recorded();
            Object[] others = {
                new UUID(5, 6),
                EVENT.at().plusNanos(1_000),
                new WorkspaceId(new UUID(7, 8)),
                Optional.empty(),
                new Origin("request-1", Optional.of("192.0.2.1"), Optional.empty()),
                Operation.LIST_CLIENTS,
                Outcome.NOT_FOUND,
                Optional.empty(),
                List.of(new Subject(new ClientId(new UUID(1, 2)), 4)),
                List.of("first_name"),
                Map.of("count", "2")
            };

            for (int i = 0; i < others.length; i++) {
                int changed = i;
                AuditEvent forged = with(parts -> {
                    parts[changed] = others[changed];
                    return parts;
                });
                assertThat(audit.isAuthentic(new AuditedEvent(forged, event.key(), event.mac())))
                        .as("part %d", changed)
                        .isFalse();
            }
            assertThat(audit.isAuthentic(
                            new AuditedEvent(EVENT, event.key(), new RecordMac(new byte[RecordMac.LENGTH]))))
                    .isFalse();
        }

        @Test
        void isNotAuthenticIfItIsMoreThanAnEventCanBe() {
            AuditedEvent event = recorded();
            List<UnaryOperator<Object[]>> excesses = List.of(
                    parts -> put(parts, 1, Instant.MAX),
                    parts -> put(parts, 7, Optional.of("x".repeat(65_536))),
                    parts -> put(
                            parts,
                            9,
                            IntStream.range(0, 65_538).mapToObj(String::valueOf).toList()));

            for (UnaryOperator<Object[]> excess : excesses) {
                assertThat(audit.isAuthentic(new AuditedEvent(with(excess), event.key(), event.mac())))
                        .isFalse();
            }
        }

        private static Object[] put(Object[] parts, int index, Object part) {
            parts[index] = part;
            return parts;
        }

        @Test
        void staysAuthenticWhenItsTimeHasPassed() {
            AuditedEvent old = recorded();
            node.install(V2);
            AuditedEvent next = recorded();

            assertThat(next.key()).isEqualTo(V2);
            assertThat(next.mac()).isNotEqualTo(old.mac());
            assertThat(audit.isAuthentic(old)).isTrue();
        }
    }

    @Nested
    class TheKeys {

        @Test
        void areMadeOnceForEachKeyThatBecomesActive() {
            recorded();
            on(Node.withTwoKeys()).prepare();

            assertThat(stored.findAll()).extracting(AuditKey::version).containsExactly(V1);
            assertThat(stored.findAll().get(0).authentication().text()).startsWith("v1:");
            assertThat(stored.findAll().get(0).verifying()).hasSize(44);
        }

        @Test
        void ofOldAreWrappedUnderTheOneThatIsActive() {
            AuditedEvent old = recorded();
            assertThat(audit.dependsOn(V1)).isTrue();

            node.install(V2);

            assertThat(audit.dependsOn(V1)).isFalse();
            assertThat(audit.dependsOn(V2)).isTrue();
            var later = Node.empty();
            later.installOnly(V2, Node.kek(2));
            assertThat(on(later).isAuthentic(old)).isTrue();
        }

        @Test
        void thatThisNodeCannotOpenAreLeftToAnotherOne() {
            recorded();
            var newer = Node.empty();
            newer.installOnly(V2, Node.kek(2));

            on(newer).prepare();

            assertThat(on(newer).dependsOn(V1)).isTrue();
        }

        @Test
        void recordOnWhileNoKeyIsActive() {
            recorded();
            node.installWithoutAnActiveKey();
            AuditKeyring restarted = on(node);

            restarted.prepare();

            assertThat(restarted.isReady()).isTrue();
            assertThat(restarted.dependsOn(V1)).isTrue();
            assertThat(restarted.authenticate(EVENT).key()).isEqualTo(V1);
        }

        /** Another node had seen a key active and compromised between two refreshes of this one. */
        @Test
        void areTheNewestOnEveryNodeWhileNoKeyIsActive() {
            recorded();
            Node other = Node.withTwoKeys();
            other.install(V2);
            on(other).prepare();

            node.installWithoutAnActiveKey();
            audit.prepare();

            assertThat(audit.authenticate(EVENT).key()).isEqualTo(V2);
        }

        @Test
        void areNoneBeforeTheFirstKeyIsActive() {
            node.installWithoutAnActiveKey();

            assertThat(audit.isReady()).isFalse();
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(audit::prepare);
        }

        @Test
        void areForgottenWithTheKeysThatOpenedThem() {
            AuditedEvent event = recorded();

            node.keyring.clear();

            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> audit.authenticate(EVENT));
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(audit::prepare);
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> audit.isAuthentic(event));
        }

        @Test
        void areNotAtHandUnlessPrepared() {
            assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> audit.authenticate(EVENT));
        }

        @Test
        void areRefusedIfTheirRowWasChanged() {
            recorded();
            AuditKey key = stored.findAll().get(0);
            stored.rewrap(new AuditKey(
                    key.version(), key.wrappedBy(), key.authentication(), key.signing(), "B".repeat(43) + "="));

            assertThatExceptionOfType(InvalidKeyStoreException.class).isThrownBy(() -> on(node).prepare());
        }

        @Test
        void areNamedIfTheirRowIsGone() {
            AuditedEvent event = recorded();
            var elsewhere = new AuditKeyring(
                    node.keyring, new InMemoryAuditKeyRepository(), CryptoProvider.named(CryptoProvider.DEFAULT));

            assertThatExceptionOfType(MissingKeyException.class)
                    .isThrownBy(() -> elsewhere.isAuthentic(event))
                    .withMessageContaining("audit_keys");
        }

        @Test
        void arePrintedNowhere() throws InvalidCiphertextException {
            recorded();
            var provider = CryptoProvider.named(CryptoProvider.DEFAULT);
            var wrap = new AuditKeyWrap(new ToolPool(provider), provider);

            AuditKeyPair keys = wrap.unwrap(
                    stored.findAll().get(0), node.keyring.installed().active());

            assertThat(keys).hasToString("AuditKeyPair[v1, redacted]");
        }
    }
}
