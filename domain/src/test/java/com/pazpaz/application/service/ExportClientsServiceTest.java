package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportClientsServiceTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final ExportClientsService service =
            new ExportClientsService(new OnRecord().access(), encryption, repository);
    private final Caller caller = Clients.caller();
    private final Recorder received = new Recorder();

    /** Registers clients, and gives their ids in ascending order. */
    private List<ClientId> register(int count) {
        List<EncryptedClient> clients = IntStream.range(0, count)
                .mapToObj(i -> Clients.registered(caller.workspace(), Clients.named("Tuvia", "Testovsky " + i)))
                .map(client -> encryption.encrypt(client, 1))
                .toList();
        repository.insert(caller.workspace(), clients);
        return clients.stream()
                .map(client -> client.header().id())
                .sorted(Comparator.comparing(ClientId::toString))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 200, 201, 400, 450})
    void handsOutEveryClientOnceInTheOrderOfTheirIds(int count) {
        List<ClientId> ids = register(count);

        service.export(caller, received);

        assertThat(received.readable).isEqualTo(ids);
        assertThat(received.unreadable).isEmpty();
    }

    @Test
    void readsInBatchesThatDoNotGrow() {
        register(450);

        service.export(caller, received);

        assertThat(repository.wholeReads()).containsExactly(200, 200, 50);
    }

    @Test
    void includesArchivedClientsAndNoneOfOtherWorkspaces() {
        Client archived = Clients.registered(
                caller.workspace(), Clients.changes().active(false).build());
        repository.insert(caller.workspace(), List.of(encryption.encrypt(archived, 1)));
        new RegisterClientService(
                        new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                .register(Clients.caller(), Clients.named("Dana", "Demo"));

        service.export(caller, received);

        assertThat(received.readable).containsExactly(archived.id());
    }

    @Test
    void namesWhatDoesNotVerifyAndGoesOn() {
        List<ClientId> ids = register(250);
        encryption.spoil(ids.get(199));
        encryption.spoil(ids.get(249));

        service.export(caller, received);

        assertThat(received.unreadable).containsExactly(ids.get(199), ids.get(249));
        assertThat(received.readable).hasSize(248).doesNotContain(ids.get(199), ids.get(249));
    }

    @Test
    void stopsWithoutAKeyRatherThanCallEverythingUnreadable() {
        register(3);
        encryption.failWith(new MissingKeyException("Key v1 is not there"));

        assertThatExceptionOfType(MissingKeyException.class).isThrownBy(() -> service.export(caller, received));
        assertThat(received.unreadable).isEmpty();
    }

    @Test
    void doesNotTakeAFailureOfTheReceiverForAnUnreadableRecord() {
        register(2);
        var failing = new Recorder() {
            @Override
            public void readable(Client client) {
                throw new UnreadableRecordException(
                        client.header().ref(), encryption.encrypt(client, 1).keyVersion());
            }
        };

        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> service.export(caller, failing));
        assertThat(failing.unreadable).isEmpty();
    }

    private static class Recorder implements ExportClientsUseCase.Receiver {

        final List<ClientId> readable = new ArrayList<>();
        final List<ClientId> unreadable = new ArrayList<>();

        @Override
        public void readable(Client client) {
            readable.add(client.id());
        }

        @Override
        public void unreadable(ClientId id) {
            unreadable.add(id);
        }
    }
}
