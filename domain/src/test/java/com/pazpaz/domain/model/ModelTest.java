package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.pazpaz.domain.phi.Clients;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import nl.jqno.equalsverifier.EqualsVerifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small values that the rest is told in. */
class ModelTest {

    private static final UUID ID = UUID.fromString("0b9a4c1e-56b4-4b0e-8f0c-9a1f6d2c7e11");

    @Nested
    class Ids {

        @TestFactory
        Stream<DynamicTest> areValues() {
            return Stream.of(WorkspaceId.class, ClientId.class, UserId.class, Caller.class, RecordRef.class)
                    .map(type -> DynamicTest.dynamicTest(
                            type.getSimpleName(),
                            () -> EqualsVerifier.forClass(type).verify()));
        }

        @Test
        void arePrintedAsTheUuidAlone() {
            assertThat(new WorkspaceId(ID)).hasToString(ID.toString());
            assertThat(new ClientId(ID)).hasToString(ID.toString());
            assertThat(new UserId(ID)).hasToString(ID.toString());
        }

        @Test
        void ofClientsAreRandom() {
            ClientId id = ClientId.random();

            assertThat(id.value().version()).isEqualTo(4);
            assertThat(id).isNotEqualTo(ClientId.random());
        }
    }

    @Nested
    class ARecordRef {

        @Test
        void tellsTheKindOfRecordAndItsId() {
            var ref = new RecordRef(new WorkspaceId(UUID.randomUUID()), RecordType.CLIENT, ID);

            assertThat(ref).hasToString("client " + ID);
        }

        @Test
        void bindsToANameThatNeverChanges() {
            assertThat(RecordType.CLIENT.logicalName()).isEqualTo("client");
        }
    }

    @Nested
    class AClientHeader {

        private final Instant created = Instant.parse("2030-01-02T03:04:05.123456789Z");
        private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());

        private ClientHeader header(long edits) {
            return new ClientHeader(workspace, new ClientId(ID), false, true, edits, created, created);
        }

        @Test
        void keepsTimesAsTheDatabaseDoesToTheMicrosecond() {
            Instant microseconds = Instant.parse("2030-01-02T03:04:05.123456Z");

            assertThat(header(1).createdAt()).isEqualTo(microseconds);
            assertThat(header(1).updatedAt()).isEqualTo(microseconds);
        }

        @Test
        void countsEditsFromOne() {
            assertThat(header(1).edits()).isEqualTo(1);
            assertThatIllegalArgumentException().isThrownBy(() -> header(0));
        }

        @Test
        void namesItsRecord() {
            assertThat(header(1).ref()).isEqualTo(new RecordRef(workspace, RecordType.CLIENT, ID));
        }

        @Test
        void remembersAfterAnEditWhenItWasCreated() {
            Instant later = created.plusSeconds(60);

            ClientHeader edited = header(3).edited(true, false, later);

            assertThat(edited).isEqualTo(new ClientHeader(workspace, new ClientId(ID), true, false, 4, created, later));
        }
    }

    @Nested
    class APageRequest {

        @ParameterizedTest
        @CsvSource({"1, 50, 0", "2, 50, 50", "3, 1, 2", "2147483647, 100, 214748364600"})
        void knowsHowManyItemsComeBeforeIt(int number, int size, long offset) {
            assertThat(new PageRequest(number, size).offset()).isEqualTo(offset);
        }

        @ParameterizedTest
        @CsvSource({"0, 50", "-1, 50", "1, 0", "1, -1", "1, 101"})
        void isRefusedOutsideOfItsBounds(int number, int size) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PageRequest(number, size))
                    .withMessage("Pages are counted from 1 and hold 1 to 100 items");
        }

        @ParameterizedTest
        @CsvSource({"1, 1", "1, 100"})
        void mayBeAsSmallAndAsLargeAsItsBounds(int number, int size) {
            assertThat(new PageRequest(number, size).size()).isEqualTo(size);
        }
    }

    @Nested
    class AnInvalidClient {

        @Test
        void isReportedWithEveryViolationButNoValue() {
            var violations = List.of(new Violation("email", "must be an e-mail address"), new Violation("a", "b"));

            assertThatExceptionOfType(InvalidClientException.class)
                    .isThrownBy(() -> {
                        throw new InvalidClientException(violations);
                    })
                    .withMessage("The client breaks 2 rule(s)")
                    .satisfies(e -> assertThat(e.violations()).isEqualTo(violations));
        }
    }

    @Nested
    class WhateverIsMissing {

        @Test
        @SuppressWarnings("NullAway") // null is the point
        void isNamed() {
            assertThatNullPointerException()
                    .isThrownBy(() -> new Caller(null, new WorkspaceId(ID), Set.of(), Clients.ORIGIN))
                    .withMessage("user");
            assertThatNullPointerException()
                    .isThrownBy(() -> new Caller(new UserId(ID), null, Set.of(), Clients.ORIGIN))
                    .withMessage("workspace");
            assertThatNullPointerException()
                    .isThrownBy(() -> new Violation(null, "message"))
                    .withMessage("field");
            assertThatNullPointerException()
                    .isThrownBy(() -> new Violation("field", null))
                    .withMessage("message");
        }
    }
}
