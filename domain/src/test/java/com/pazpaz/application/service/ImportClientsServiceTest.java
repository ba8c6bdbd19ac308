package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ImportClientsUseCase.Report;
import com.pazpaz.application.port.in.ImportClientsUseCase.Row;
import com.pazpaz.application.port.in.ImportClientsUseCase.RowError;
import com.pazpaz.application.port.in.ImportInterruptedException;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Clients;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ImportClientsServiceTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final ImportClientsService service = new ImportClientsService(
            new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK);
    private final Caller caller = Clients.caller();

    private Report importAll(Stream<Row> rows) {
        return service.importAll(caller, rows.iterator());
    }

    private static Row valid(long line) {
        return new Row(line, () -> Clients.named("Tuvia", "Testovsky " + line));
    }

    private static Row invalid(long line) {
        return new Row(
                line,
                () -> Clients.changes()
                        .set(ClientField.EMAIL, "nobody")
                        .requireAll()
                        .build());
    }

    /** Rows of two lines each, after a line of headings. */
    private static Stream<Row> rows(int count, LongFunction<Row> row) {
        return LongStream.range(0, count).map(i -> 2 + 2 * i).mapToObj(row);
    }

    private long stored() {
        return repository
                .findNext(caller.workspace(), Optional.empty(), Integer.MAX_VALUE)
                .size();
    }

    @Nested
    class ValidRows {

        @Test
        void areStoredAsNewClientsOfTheCaller() {
            ClientChanges values = Clients.withEveryField();

            Report report = importAll(Stream.of(new Row(2, () -> values)));

            assertThat(report).isEqualTo(new Report(1, 0, List.of()));
            Client client = encryption.decrypt(
                    repository.findNext(caller.workspace(), Optional.empty(), 1).get(0));
            assertThat(client.values()).containsOnlyKeys(ClientField.values());
            assertThat(client.header().createdAt()).isEqualTo(Clients.NOW);
            assertThat(client.header().edits()).isEqualTo(1);
        }

        @Test
        void areStoredInBatches() {
            Report report = importAll(rows(1_250, ImportClientsServiceTest::valid));

            assertThat(report).isEqualTo(new Report(1_250, 0, List.of()));
            assertThat(repository.inserts()).containsExactly(500, 500, 250);
        }

        @Test
        void thatFillTheirLastBatchLeaveNoEmptyOne() {
            importAll(rows(500, ImportClientsServiceTest::valid));

            assertThat(repository.inserts()).containsExactly(500);
        }

        @Test
        void withMuchTextAreStoredEarlier() {
            String history = "x".repeat(100_000);

            importAll(rows(
                    40,
                    line -> new Row(
                            line,
                            () -> Clients.changes()
                                    .set(ClientField.MEDICAL_HISTORY, history)
                                    .build())));

            // Base64 makes 133 334 characters of a history: the 30th brings a batch over four million.
            assertThat(repository.inserts()).containsExactly(30, 10);
        }

        @Test
        void ofWhichThereAreNoneChangeNothing() {
            assertThat(importAll(Stream.of())).isEqualTo(new Report(0, 0, List.of()));
            assertThat(repository.inserts()).isEmpty();
        }
    }

    @Nested
    class InvalidRows {

        @Test
        void areReportedByLineAndLeaveTheOthersAlone() {
            Report report = importAll(Stream.of(valid(2), invalid(3), valid(5)));

            assertThat(report.accepted()).isEqualTo(2);
            assertThat(report.rejected()).isEqualTo(1);
            assertThat(report.errors())
                    .containsExactly(
                            new RowError(3, new Violation("email", "must be an e-mail address")),
                            new RowError(3, new Violation("first_name", "must be given")),
                            new RowError(3, new Violation("last_name", "must be given")));
            assertThat(stored()).isEqualTo(2);
        }

        @Test
        void areAllCountedButOnlyTheFirstThousandErrorsAreKept() {
            Report report = importAll(rows(400, ImportClientsServiceTest::invalid));

            assertThat(report.rejected()).isEqualTo(400);
            assertThat(report.errors()).hasSize(1_000);
            assertThat(report.errors().get(999).line()).isEqualTo(2 + 2 * 333);
            assertThat(report.errors().get(999).violation().field()).isEqualTo("email");
        }
    }

    @Nested
    class AnInterruptedImport {

        private final RuntimeException failure = new IllegalStateException("The source broke off");

        /** These rows, and then a failure. */
        private Iterator<Row> thenFailing(Stream<Row> rows) {
            return Stream.concat(rows, Stream.generate(() -> {
                        throw failure;
                    }))
                    .iterator();
        }

        private void assertInterrupted(Iterator<Row> rows, long accepted, long storedUpToLine) {
            assertThatExceptionOfType(ImportInterruptedException.class)
                    .isThrownBy(() -> service.importAll(caller, rows))
                    .withMessage("The import stopped after " + accepted + " rows; send those after line "
                            + storedUpToLine + " again")
                    .satisfies(e -> {
                        assertThat(e.accepted()).isEqualTo(accepted);
                        assertThat(e.storedUpToLine()).isEqualTo(storedUpToLine);
                    })
                    .havingCause()
                    .isSameAs(failure);
            assertThat(stored()).isEqualTo(accepted);
        }

        @Test
        void rightAtTheStartHasStoredNothing() {
            assertInterrupted(thenFailing(Stream.of()), 0, 0);
        }

        @Test
        void withinTheFirstBatchHasStoredNothing() {
            assertInterrupted(thenFailing(rows(499, ImportClientsServiceTest::valid)), 0, 0);
        }

        @Test
        void rightAfterABatchHasStoredUpToItsLastLine() {
            assertInterrupted(thenFailing(rows(500, ImportClientsServiceTest::valid)), 500, 1_000);
        }

        @Test
        void withinTheSecondBatchHasStoredTheFirst() {
            assertInterrupted(thenFailing(rows(700, ImportClientsServiceTest::valid)), 500, 1_000);
        }

        @Test
        void doesNotCountWhatWasRejectedAmongTheStored() {
            Stream<Row> mixed = Stream.concat(
                    Stream.of(invalid(2)),
                    rows(501, ImportClientsServiceTest::valid).skip(1));

            assertInterrupted(thenFailing(mixed), 500, 1_002);
        }

        @Test
        void whoseBatchCannotBeStoredHasStoredWhatCameBefore() {
            Stream<Row> rows = rows(600, line -> {
                if (line == 1_100) {
                    repository.failToInsert(failure);
                }
                return valid(line);
            });

            assertInterrupted(rows.iterator(), 500, 1_000);
        }

        @Test
        void whoseKeysWentAwaySaysSo() {
            var missing = new MissingKeyException("No key is active");
            encryption.failWith(missing);

            assertThatExceptionOfType(ImportInterruptedException.class)
                    .isThrownBy(() -> importAll(Stream.of(valid(2))))
                    .withCause(missing);
        }

        @Test
        void canBeTakenUpAfterTheLineThatItNames() {
            assertInterrupted(thenFailing(rows(700, ImportClientsServiceTest::valid)), 500, 1_000);

            importAll(rows(700, ImportClientsServiceTest::valid).filter(row -> row.line() > 1_000));

            assertThat(stored()).isEqualTo(700);
        }
    }
}
