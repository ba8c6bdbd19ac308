package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ImportClientsUseCase.Row;
import com.pazpaz.application.port.in.ImportInterruptedException;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.persistence.InactiveKeyException;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Another key is activated between a node's last refresh and its next write. */
class ActiveKeyTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final Caller caller = Clients.caller();
    private final CountedRefreshes refreshes = new CountedRefreshes(repository::acceptEverything);

    private Client registered() {
        return new RegisterClientService(new OnRecord().access(), encryption, repository, refreshes, Clients.CLOCK)
                .register(caller, Clients.named("Tuvia", "Abel"));
    }

    @Test
    void aNewClientIsStoredAfterOneRefresh() {
        repository.refuseInserts();

        Client client = registered();

        assertThat(repository.find(caller.workspace(), client.id())).isPresent();
        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void anEditIsStoredAfterOneRefresh() {
        Client client = registered();
        repository.beforeReplacing(() -> {
            throw new InactiveKeyException();
        });

        new ChangeClientService(new OnRecord().access(), encryption, repository, refreshes, Clients.CLOCK)
                .change(
                        caller,
                        client.id(),
                        Clients.changes().set(ClientField.NOTES, "made up").build(),
                        ChangeClientUseCase.ANY_EDIT);

        assertThat(repository.find(caller.workspace(), client.id()))
                .hasValueSatisfying(stored -> assertThat(stored.revision()).isEqualTo(2));
        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void everyRowOfAnImportIsStoredOnce() {
        repository.refuseInserts();
        Iterator<Row> rows = IntStream.rangeClosed(1, 3)
                .mapToObj(line -> new Row(line, () -> Clients.named("Tuvia", "Abel")))
                .iterator();

        var report = new ImportClientsService(new OnRecord().access(), encryption, repository, refreshes, Clients.CLOCK)
                .importAll(caller, rows);

        assertThat(report.accepted()).isEqualTo(3);
        assertThat(repository.inserts()).isEqualTo(List.of(3));
        assertThat(refreshes.count()).isEqualTo(1);
    }

    @Test
    void aKeyThatIsRefusedAgainEndsIt() {
        var useless = new CountedRefreshes();
        repository.refuseInserts();

        assertThatExceptionOfType(InactiveKeyException.class)
                .isThrownBy(() -> new RegisterClientService(
                                new OnRecord().access(), encryption, repository, useless, Clients.CLOCK)
                        .register(caller, Clients.named("Tuvia", "Abel")));
        assertThatExceptionOfType(ImportInterruptedException.class)
                .isThrownBy(() -> new ImportClientsService(
                                new OnRecord().access(), encryption, repository, useless, Clients.CLOCK)
                        .importAll(
                                caller,
                                List.of(new Row(1, () -> Clients.named("Tuvia", "Abel")))
                                        .iterator()));

        assertThat(useless.count()).isEqualTo(2);
    }
}
