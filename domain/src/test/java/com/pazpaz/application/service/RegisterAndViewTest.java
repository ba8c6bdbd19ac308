package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.audit.InMemoryAuditEventRepository;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Clients;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RegisterAndViewTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final RegisterClientService register = new RegisterClientService(
            new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK);
    private final ViewClientService view = new ViewClientService(
            new OnRecord().access(),
            encryption,
            repository,
            new InMemoryEmergencyAccessRepository(new InMemoryAuditEventRepository()),
            new CountedEmergencies());
    private final Caller caller = Clients.caller();

    @Nested
    class ARegisteredClient {

        @Test
        void canBeViewedWithEveryFieldOfTheRegistry() {
            Client registered = register.register(caller, Clients.withEveryField());

            assertThat(view.view(caller, registered.id())).hasValueSatisfying(viewed -> {
                assertThat(viewed.values()).isEqualTo(registered.values()).containsOnlyKeys(ClientField.values());
                assertThat(viewed.header()).isEqualTo(registered.header());
            });
        }

        @Test
        void belongsToTheWorkspaceOfTheCallerFromTheTimeOfTheClock() {
            Client registered = register.register(caller, Clients.named("Tuvia", "Testovsky"));

            assertThat(registered.header().workspace()).isEqualTo(caller.workspace());
            assertThat(registered.header().createdAt()).isEqualTo(Clients.NOW);
        }

        @Test
        void isStoredAtItsFirstRevision() {
            Client registered = register.register(caller, Clients.named("Tuvia", "Testovsky"));

            assertThat(repository.find(caller.workspace(), registered.id()))
                    .map(EncryptedClient::revision)
                    .contains(1L);
        }

        @Test
        void isNotThereForAnotherWorkspace() {
            Client registered = register.register(caller, Clients.named("Tuvia", "Testovsky"));

            assertThat(view.view(Clients.caller(), registered.id())).isEmpty();
        }

        @Test
        void isNotShownWhenItDoesNotVerify() {
            Client registered = register.register(caller, Clients.named("Tuvia", "Testovsky"));

            encryption.spoil(registered.id());

            assertThatExceptionOfType(UnreadableRecordException.class)
                    .isThrownBy(() -> view.view(caller, registered.id()));
        }
    }

    @Test
    void nobodyIsThereUnderAnUnknownId() {
        assertThat(view.view(caller, ClientId.random())).isEmpty();
    }

    @Test
    void nothingIsStoredWithoutAKey() {
        encryption.failWith(new MissingKeyException("No key is active"));

        assertThatExceptionOfType(MissingKeyException.class)
                .isThrownBy(() -> register.register(caller, Clients.named("Tuvia", "Testovsky")));

        assertThat(repository.findNext(caller.workspace(), Optional.empty(), 1)).isEmpty();
    }
}
