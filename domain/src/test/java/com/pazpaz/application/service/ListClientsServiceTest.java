package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase.ClientPage;
import com.pazpaz.application.port.in.ListClientsUseCase.Query;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.phi.Clients;
import com.pazpaz.domain.phi.FreeText;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListClientsServiceTest {

    private static final PageRequest FIRST_PAGE = new PageRequest(1, PageRequest.DEFAULT_SIZE);

    private final FakeEncryption encryption = new FakeEncryption();
    private final WatchedClients repository = new WatchedClients();
    private final ListClientsService service =
            new ListClientsService(new OnRecord().access(), encryption, repository, 1_000);
    private final Caller caller = Clients.caller();

    private ClientId register(String firstName, String lastName) {
        return new RegisterClientService(
                        new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                .register(caller, Clients.named(firstName, lastName))
                .id();
    }

    private void registerNumbered(int count) {
        List<EncryptedClient> clients = IntStream.rangeClosed(1, count)
                .mapToObj(i -> Clients.registered(caller.workspace(), Clients.named("N", "%03d".formatted(i))))
                .map(client -> encryption.encrypt(client, 1))
                .toList();
        repository.insert(caller.workspace(), clients);
    }

    private void archive(ClientId id) {
        new ChangeClientService(new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                .archive(caller, id, ChangeClientUseCase.ANY_EDIT);
    }

    private ClientPage list(PageRequest page) {
        return service.list(caller, new Query(page, false, Optional.empty()));
    }

    private ClientPage search(String text) {
        return service.list(caller, new Query(FIRST_PAGE, false, Optional.of(new FreeText(text))));
    }

    private static List<String> namesOf(ClientPage page) {
        return page.clients().stream().map(Clients::fullName).toList();
    }

    @Nested
    class AList {

        @Test
        void isInOrderWithEveryField() {
            register("Dana", "Demo");
            register("Tuvia", "abel");
            new RegisterClientService(
                            new OnRecord().access(), encryption, repository, new CountedRefreshes(), Clients.CLOCK)
                    .register(
                            caller,
                            Clients.changes()
                                    .set(ClientField.FIRST_NAME, "Carla")
                                    .set(ClientField.LAST_NAME, "Ábel")
                                    .set(ClientField.NOTES, "made up")
                                    .build());

            ClientPage page = list(FIRST_PAGE);

            assertThat(namesOf(page)).containsExactly("Carla Ábel", "Tuvia abel", "Dana Demo");
            assertThat(Clients.text(page.clients().get(0), ClientField.NOTES)).isEqualTo("made up");
            assertThat(page.request()).isEqualTo(FIRST_PAGE);
        }

        @ParameterizedTest
        @CsvSource({
            "1, 10, 001, 010, 10",
            "2, 10, 011, 020, 10",
            "3, 10, 021, 025, 5",
            "1, 25, 001, 025, 25",
            "1, 100, 001, 025, 25",
            "25, 1, 025, 025, 1"
        })
        void isGivenPageByPage(int number, int size, String first, String last, int items) {
            registerNumbered(25);

            ClientPage page = list(new PageRequest(number, size));

            assertThat(namesOf(page)).hasSize(items).startsWith("N " + first).endsWith("N " + last);
            assertThat(page.total()).isEqualTo(25);
        }

        @ParameterizedTest
        @CsvSource({"4, 10", "26, 1", "2147483647, 100"})
        void hasNothingAfterItsLastPage(int number, int size) {
            registerNumbered(25);

            ClientPage page = list(new PageRequest(number, size));

            assertThat(page.clients()).isEmpty();
            assertThat(page.total()).isEqualTo(25);
        }

        @ParameterizedTest
        @CsvSource({"25, 10, 3", "30, 10, 3", "31, 10, 4", "1, 100, 1", "0, 10, 0"})
        void knowsHowManyPagesItFills(int clients, int size, long pages) {
            registerNumbered(clients);

            assertThat(list(new PageRequest(1, size)).totalPages()).isEqualTo(pages);
        }

        @Test
        void costsAPageAndNotTheWorkspace() {
            registerNumbered(25);
            list(FIRST_PAGE);
            long clients = encryption.clientsDecrypted();
            long names = encryption.namesDecrypted();

            list(new PageRequest(2, 10));

            assertThat(encryption.clientsDecrypted() - clients).isEqualTo(10);
            assertThat(encryption.namesDecrypted() - names).isZero();
            assertThat(repository.wholeReads()).containsExactly(25, 10);
        }

        @Test
        void ofNobodyReadsNoClients() {
            ClientPage page = list(FIRST_PAGE);

            assertThat(page.clients()).isEmpty();
            assertThat(page.unreadable()).isEmpty();
            assertThat(page.total()).isZero();
            assertThat(repository.wholeReads()).isEmpty();
        }

        @Test
        void hasArchivedClientsOnlyIfTheyAreWanted() {
            register("Dana", "Demo");
            archive(register("Tuvia", "Abel"));

            assertThat(namesOf(list(FIRST_PAGE))).containsExactly("Dana Demo");
            assertThat(namesOf(service.list(caller, new Query(FIRST_PAGE, true, Optional.empty()))))
                    .containsExactly("Tuvia Abel", "Dana Demo");
        }

        @Test
        void isOneWorkspaceOnly() {
            register("Dana", "Demo");

            assertThat(service.list(Clients.caller(), new Query(FIRST_PAGE, true, Optional.empty()))
                            .total())
                    .isZero();
        }
    }

    @Nested
    class ARecordThatDoesNotVerify {

        @Test
        void isNamedAndLeavesTheRestOfThePageAlone() {
            register("Dana", "Demo");
            ClientId spoilt = register("Tuvia", "Abel");
            encryption.spoil(spoilt);

            ClientPage page = list(FIRST_PAGE);

            assertThat(namesOf(page)).containsExactly("Dana Demo");
            assertThat(page.unreadable()).containsExactly(spoilt);
            assertThat(page.total()).isEqualTo(2);
        }

        @Test
        void isNamedOnItsOwnPageOnly() {
            registerNumbered(2);
            encryption.spoil(register("Tuvia", "Abel"));

            assertThat(list(new PageRequest(1, 2)).unreadable()).isEmpty();
            assertThat(list(new PageRequest(2, 2)).unreadable()).hasSize(1);
        }

        @Test
        void isNotFoundByASearchAndDoesNotStopIt() {
            register("Dana", "Demo");
            encryption.spoil(register("Dana", "Abel"));

            assertThat(namesOf(search("dana"))).containsExactly("Dana Demo");
        }
    }

    @Test
    void aClientThatIsGoneSinceTheOrderWasMadeIsLeftOut() {
        register("Dana", "Demo");
        repository.forgetWholeClients();

        ClientPage page = list(FIRST_PAGE);

        assertThat(page.clients()).isEmpty();
        assertThat(page.unreadable()).isEmpty();
    }

    @Nested
    class ASearch {

        @Test
        void keepsTheOrderOfTheListAndCountsWhatItFinds() {
            register("Tuvia", "Demo");
            register("Tuvia", "Abel");
            register("Dana", "Babel");

            ClientPage page = search("tuv");

            assertThat(namesOf(page)).containsExactly("Tuvia Abel", "Tuvia Demo");
            assertThat(page.total()).isEqualTo(2);
        }

        @Test
        void isGivenPageByPage() {
            registerNumbered(25);
            register("Tuvia", "Abel");

            ClientPage page =
                    service.list(caller, new Query(new PageRequest(3, 10), false, Optional.of(new FreeText("N"))));

            assertThat(namesOf(page)).containsExactly("N 021", "N 022", "N 023", "N 024", "N 025");
            assertThat(page.totalPages()).isEqualTo(3);
        }

        @Test
        void findsArchivedClientsOnlyIfTheyAreWanted() {
            archive(register("Tuvia", "Abel"));

            assertThat(search("tuvia").total()).isZero();
            assertThat(service.list(caller, new Query(FIRST_PAGE, true, Optional.of(new FreeText("tuvia"))))
                            .total())
                    .isEqualTo(1);
        }
    }
}
