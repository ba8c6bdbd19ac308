package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.EditConflictException;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Clients;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ChangeClientServiceTest {

    private static final Duration LATER = Duration.ofMinutes(5);

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final ChangeClientService service = new ChangeClientService(
            new OnRecord().access(),
            encryption,
            repository,
            new CountedRefreshes(),
            Clock.offset(Clients.CLOCK, LATER));
    private final Caller caller = Clients.caller();
    private final Client client = new RegisterClientService(
                    new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
            .register(caller, Clients.named("Tuvia", "Testovsky"));

    private EncryptedClient row() {
        return repository.find(caller.workspace(), client.id()).orElseThrow();
    }

    private Client stored() {
        return encryption.decrypt(row());
    }

    private Client change(ClientChanges changes) {
        return service.change(caller, client.id(), changes, ChangeClientUseCase.ANY_EDIT)
                .orElseThrow();
    }

    private static ClientChanges notes(String text) {
        return Clients.changes().set(ClientField.NOTES, text).build();
    }

    private void reEncrypt() {
        encryption.activate(new KeyVersion(2));
        EncryptedClient row = row();
        assertThat(repository.replace(encryption.encrypt(encryption.decrypt(row), row.revision() + 1), false))
                .isTrue();
    }

    @Nested
    class AChange {

        @Test
        void isReturnedAsItIsStored() {
            Client changed = change(notes("made up"));

            assertThat(changed.values()).isEqualTo(stored().values());
            assertThat(changed.header()).isEqualTo(stored().header());
            assertThat(Clients.text(changed, ClientField.NOTES)).isEqualTo("made up");
            assertThat(Clients.fullName(changed)).isEqualTo("Tuvia Testovsky");
        }

        @Test
        void countsAsAnEditAndARevisionAtTheTimeOfTheClock() {
            Client changed = change(notes("made up"));

            assertThat(changed.header()).isEqualTo(client.header().edited(false, true, Clients.NOW.plus(LATER)));
            assertThat(row().revision()).isEqualTo(2);
        }

        @Test
        void ofNobodyIsNoChange() {
            assertThat(service.change(caller, ClientId.random(), notes("x"), ChangeClientUseCase.ANY_EDIT))
                    .isEmpty();
        }

        @Test
        void doesNotReachAnotherWorkspace() {
            assertThat(service.change(Clients.caller(), client.id(), notes("x"), ChangeClientUseCase.ANY_EDIT))
                    .isEmpty();
            assertThat(row().revision()).isEqualTo(1);
        }

        @Test
        void ofARecordThatDoesNotVerifyIsRefusedSoThatNothingIsOverwritten() {
            encryption.spoil(client.id());

            assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> change(notes("x")));
            assertThat(row().revision()).isEqualTo(1);
        }

        @Test
        void saysWhetherThePlaceInTheListMayBeAnother() {
            change(notes("made up"));
            change(Clients.changes().set(ClientField.LAST_NAME, "Demo").build());

            assertThat(repository.orderChanges()).containsExactly(false, true);
        }
    }

    @Nested
    class APrecondition {

        @Test
        void isAskedForTheNumberOfEdits() {
            change(notes("made up"));

            assertThat(service.change(caller, client.id(), notes("x"), edits -> edits == 2))
                    .isPresent();
        }

        @Test
        void thatDoesNotHoldKeepsEverythingAsItIs() {
            change(notes("made up"));

            assertThatExceptionOfType(EditConflictException.class)
                    .isThrownBy(() -> service.change(caller, client.id(), notes("x"), edits -> edits == 1))
                    .withMessage("The client was edited since it was read. Read it again, then repeat the change");
            assertThat(Clients.text(stored(), ClientField.NOTES)).isEqualTo("made up");
            assertThat(row().revision()).isEqualTo(2);
        }

        @Test
        void holdsThroughAReEncryptionBetweenReadingAndWriting() {
            List<Long> asked = new ArrayList<>();
            repository.beforeReplacing(ChangeClientServiceTest.this::reEncrypt);

            service.change(caller, client.id(), notes("made up"), edits -> {
                asked.add(edits);
                return edits == 1;
            });

            assertThat(asked).containsExactly(1L, 1L);
            assertThat(Clients.text(stored(), ClientField.NOTES)).isEqualTo("made up");
            assertThat(stored().header().edits()).isEqualTo(2);
            assertThat(row().revision()).isEqualTo(3);
            assertThat(row().keyVersion()).isEqualTo(new KeyVersion(2));
        }

        @Test
        void failsWhenSomeoneEditsBetweenReadingAndWriting() {
            repository.beforeReplacing(() -> change(notes("theirs")));

            assertThatExceptionOfType(EditConflictException.class)
                    .isThrownBy(() -> service.change(caller, client.id(), notes("mine"), edits -> edits == 1));
            assertThat(Clients.text(stored(), ClientField.NOTES)).isEqualTo("theirs");
        }
    }

    @Nested
    class EditsAtTheSameTime {

        @Test
        void goOnTopOfOneAnother() {
            repository.beforeReplacing(() -> change(
                    Clients.changes().set(ClientField.PHONE, "050-0000000").build()));

            Client changed = change(notes("made up"));

            assertThat(Clients.text(changed, ClientField.PHONE)).isEqualTo("050-0000000");
            assertThat(changed.header().edits()).isEqualTo(3);
            assertThat(changed.values()).isEqualTo(stored().values());
        }

        @Test
        void ofDifferentMembersLoseNothingThoughManyThreadsMakeThem() throws Exception {
            List<ClientField> fields =
                    List.of(ClientField.PHONE, ClientField.ADDRESS, ClientField.MEDICAL_HISTORY, ClientField.NOTES);
            int rounds = 25;
            List<Callable<Void>> writers = new ArrayList<>();
            for (ClientField field : fields) {
                writers.add(() -> {
                    for (int round = 1; round <= rounds; round++) {
                        change(Clients.changes().set(field, "round " + round).build());
                    }
                    return null;
                });
            }
            writers.add(() -> {
                for (int round = 1; round <= rounds; round++) {
                    change(ClientChanges.activity(round % 2 == 0));
                }
                return null;
            });

            runTogether(writers);

            assertThat(fields)
                    .allSatisfy(
                            field -> assertThat(Clients.text(stored(), field)).isEqualTo("round " + rounds));
            assertThat(stored().header().active()).isFalse();
            assertThat(stored().header().edits()).isEqualTo(1 + 5 * rounds);
            assertThat(row().revision()).isEqualTo(1 + 5 * rounds);
        }

        @Test
        void giveUpAsAConflictWhenTheOthersNeverRest() {
            for (int i = 0; i < 100; i++) {
                // Each interference is followed by a replacement of its own.
                repository.beforeReplacing(ChangeClientServiceTest.this::reEncrypt);
                repository.beforeReplacing(() -> {});
            }

            assertThatExceptionOfType(EditConflictException.class).isThrownBy(() -> change(notes("x")));
            assertThat(stored().value(ClientField.NOTES)).isEmpty();
            assertThat(row().revision()).isEqualTo(101);
        }

        private static void runTogether(List<Callable<Void>> tasks) throws Exception {
            var threads = Executors.newFixedThreadPool(tasks.size());
            try {
                for (Future<Void> done : threads.invokeAll(tasks)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class ArchivingAndRestoring {

        private Client archive() {
            return service.archive(caller, client.id(), ChangeClientUseCase.ANY_EDIT)
                    .orElseThrow();
        }

        private Client restore() {
            return service.restore(caller, client.id(), ChangeClientUseCase.ANY_EDIT)
                    .orElseThrow();
        }

        @Test
        void takeAClientOutOfTheListAndPutItBackWithNothingLost() {
            assertThat(archive().header().active()).isFalse();
            assertThat(stored().header().active()).isFalse();

            assertThat(restore().header().active()).isTrue();
            assertThat(stored().header().active()).isTrue();
            assertThat(stored().values()).isEqualTo(client.values());
            assertThat(stored().header().edits()).isEqualTo(3);
            assertThat(repository.orderChanges()).containsExactly(true, true);
        }

        @Test
        void twiceIsTheSameAsOnce() {
            Client archived = archive();

            assertThat(archive().header()).isEqualTo(archived.header());
            assertThat(row().revision()).isEqualTo(2);
        }

        @Test
        void ofOneWhoIsActiveAlreadyIsNoEdit() {
            assertThat(restore().header()).isEqualTo(client.header());
            assertThat(row().revision()).isEqualTo(1);
        }

        @Test
        void askThePreconditionEvenWhenThereIsNothingToDo() {
            assertThatExceptionOfType(EditConflictException.class)
                    .isThrownBy(() -> service.archive(caller, client.id(), edits -> edits == 7));
            assertThatExceptionOfType(EditConflictException.class)
                    .isThrownBy(() -> service.restore(caller, client.id(), edits -> edits == 7));
        }

        @Test
        void ofNobodyIsNothing() {
            assertThat(service.archive(caller, ClientId.random(), ChangeClientUseCase.ANY_EDIT))
                    .isEmpty();
            assertThat(service.restore(caller, ClientId.random(), ChangeClientUseCase.ANY_EDIT))
                    .isEmpty();
        }
    }
}
