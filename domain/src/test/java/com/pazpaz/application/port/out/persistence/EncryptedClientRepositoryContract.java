package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.nameOf;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every {@link EncryptedClientRepository} does. */
public abstract class EncryptedClientRepositoryContract {

    private final WorkspaceId workspace = newWorkspace();
    private final WorkspaceId otherWorkspace = newWorkspace();

    protected abstract EncryptedClientRepository repository();

    /** Makes a workspace known, with a data-encryption key of version 1, if the repository asks for that. */
    protected abstract void open(WorkspaceId workspace);

    /** A client of whom these fields are known, as this repository takes it: where that is one that decrypts, another. */
    protected EncryptedClient registered(WorkspaceId workspace, ClientId id, ClientField... fields) {
        return EncryptedClients.registered(workspace, id, fields);
    }

    /** A client with a history of this many bytes and nothing else. */
    protected EncryptedClient withHistory(WorkspaceId workspace, int bytes) {
        return EncryptedClients.withHistory(workspace, bytes);
    }

    /** The client after an edit that gives it another place in the list. */
    protected EncryptedClient edited(EncryptedClient client) {
        return EncryptedClients.edited(client);
    }

    /** The client after an edit that leaves it where it is in the list. */
    protected EncryptedClient annotated(EncryptedClient client) {
        return EncryptedClients.annotated(client);
    }

    private EncryptedClient registered(WorkspaceId workspace, ClientField... fields) {
        return registered(workspace, ClientId.random(), fields);
    }

    private EncryptedClient registered(WorkspaceId workspace) {
        return registered(workspace, ClientId.random());
    }

    private EncryptedClient registered(WorkspaceId workspace, ClientId id) {
        return registered(workspace, id, ClientField.values());
    }

    private List<EncryptedClient> registered(WorkspaceId workspace, int count) {
        return IntStream.range(0, count).mapToObj(i -> registered(workspace)).toList();
    }

    @BeforeEach
    void openWorkspaces() {
        open(workspace);
        open(otherWorkspace);
    }

    @Nested
    class WhatIsInserted {

        @Test
        void isFoundAsItWasStored() {
            EncryptedClient client = registered(workspace);

            repository().insert(workspace, List.of(client));

            assertThat(repository().find(workspace, client.header().id())).contains(client);
        }

        @Test
        void keepsAbsentFieldsAbsent() {
            EncryptedClient client = registered(workspace, ClientField.FIRST_NAME, ClientField.TAGS);

            repository().insert(workspace, List.of(client));

            assertThat(repository().find(workspace, client.header().id()).map(EncryptedClient::fields))
                    .contains(client.fields());
        }

        @Test
        void mayBeLong() {
            EncryptedClient client = withHistory(workspace, 400_000);

            repository().insert(workspace, List.of(client));

            assertThat(repository().find(workspace, client.header().id())).contains(client);
        }

        @Test
        void isNotFoundFromAnotherWorkspace() {
            EncryptedClient client = registered(workspace);

            repository().insert(workspace, List.of(client));

            ClientId id = client.header().id();
            assertThat(repository().find(otherWorkspace, id)).isEmpty();
            assertThat(repository().findAll(otherWorkspace, List.of(id))).isEmpty();
            assertThat(repository().findNext(otherWorkspace, Optional.empty(), 10))
                    .isEmpty();
            assertThat(repository().findNextNames(otherWorkspace, Optional.empty(), 10))
                    .isEmpty();
        }

        @Test
        void mayHaveTheIdOfAClientInAnotherWorkspace() {
            EncryptedClient here = registered(workspace);
            EncryptedClient there = registered(otherWorkspace, here.header().id());

            repository().insert(workspace, List.of(here));
            repository().insert(otherWorkspace, List.of(there));

            assertThat(repository().find(workspace, here.header().id())).contains(here);
            assertThat(repository().find(otherWorkspace, there.header().id())).contains(there);
        }

        @Test
        void isAllOrNothing() {
            EncryptedClient stored = registered(workspace);
            repository().insert(workspace, List.of(stored));
            EncryptedClient fresh = registered(workspace);

            assertThatThrownBy(() -> repository().insert(workspace, List.of(fresh, stored)))
                    .isInstanceOf(RuntimeException.class);

            assertThat(repository().findNext(workspace, Optional.empty(), 10)).containsExactly(stored);
            assertThat(repository().orderRevision(workspace)).isEqualTo(1);
        }

        @Test
        void belongsToTheWorkspaceItIsStoredIn() {
            List<EncryptedClient> clients = List.of(registered(otherWorkspace));

            assertThatIllegalArgumentException().isThrownBy(() -> repository().insert(workspace, clients));

            assertThat(repository().findNext(otherWorkspace, Optional.empty(), 10))
                    .isEmpty();
        }
    }

    @Nested
    class WhatIsLookedFor {

        @Test
        void isAbsentUnderAnUnknownId() {
            assertThat(repository().find(workspace, ClientId.random())).isEmpty();
        }

        @Test
        void isFoundByManyIdsAtOnce() {
            List<EncryptedClient> stored = registered(workspace, 5);
            repository().insert(workspace, stored);
            List<ClientId> wanted = List.of(
                    stored.get(3).header().id(),
                    ClientId.random(),
                    stored.get(0).header().id());

            List<EncryptedClient> found = repository().findAll(workspace, wanted);

            assertThat(found).containsExactlyInAnyOrder(stored.get(0), stored.get(3));
        }

        @Test
        void isNothingForNoIds() {
            repository().insert(workspace, registered(workspace, 2));

            assertThat(repository().findAll(workspace, List.of())).isEmpty();
        }
    }

    @Nested
    class AReplacement {

        private final EncryptedClient first = registered(workspace);

        @BeforeEach
        void store() {
            repository().insert(workspace, List.of(first));
        }

        @Test
        void takesThePlaceOfTheRevisionBefore() {
            EncryptedClient second = edited(first);

            boolean replaced = repository().replace(second, true);

            assertThat(replaced).isTrue();
            assertThat(repository().find(workspace, first.header().id())).contains(second);
        }

        @Test
        void leavesOtherClientsAlone() {
            EncryptedClient neighbour = registered(workspace);
            EncryptedClient namesake = registered(otherWorkspace, first.header().id());
            repository().insert(workspace, List.of(neighbour));
            repository().insert(otherWorkspace, List.of(namesake));

            repository().replace(edited(first), true);

            assertThat(repository().find(workspace, neighbour.header().id())).contains(neighbour);
            assertThat(repository().find(otherWorkspace, namesake.header().id()))
                    .contains(namesake);
        }

        @Test
        void isRefusedWhenSomeoneElseWroteMeanwhile() {
            EncryptedClient winner = edited(first);
            EncryptedClient loser = edited(first);

            boolean won = repository().replace(winner, true);
            boolean lost = repository().replace(loser, true);

            assertThat(won).isTrue();
            assertThat(lost).isFalse();
            assertThat(repository().find(workspace, first.header().id())).contains(winner);
            assertThat(repository().orderRevision(workspace)).isEqualTo(2);
        }

        @Test
        void isRefusedWhenARevisionWasSkipped() {
            assertThat(repository().replace(edited(edited(first)), true)).isFalse();

            assertThat(repository().find(workspace, first.header().id())).contains(first);
        }

        @Test
        void isRefusedForAClientThatIsNotThere() {
            assertThat(repository().replace(edited(registered(workspace)), true))
                    .isFalse();
        }
    }

    @Nested
    class AWalkThroughAWorkspace {

        private final List<EncryptedClient> stored = registered(workspace, 7);

        @BeforeEach
        void store() {
            repository().insert(otherWorkspace, registered(otherWorkspace, 3));
            repository().insert(workspace, stored);
        }

        @Test
        void meetsEveryClientOnce() {
            List<EncryptedClient> met = new ArrayList<>();
            Optional<ClientId> last = Optional.empty();
            List<EncryptedClient> batch;
            do {
                batch = repository().findNext(workspace, last, 3);
                met.addAll(batch);
                last = batch.stream()
                        .reduce((a, b) -> b)
                        .map(client -> client.header().id());
            } while (batch.size() == 3);

            assertThat(met).containsExactlyInAnyOrderElementsOf(stored);
        }

        @Test
        void goesInTheOrderOfTheBytesOfTheIds() {
            EncryptedClient low = registered(workspace, id("00000000-0000-4000-8000-000000000000"));
            EncryptedClient middle = registered(workspace, id("7fffffff-ffff-4fff-bfff-ffffffffffff"));
            EncryptedClient high = registered(workspace, id("ffffffff-ffff-4fff-bfff-ffffffffffff"));
            repository().insert(workspace, List.of(high, low, middle));

            List<EncryptedClient> all = repository().findNext(workspace, Optional.empty(), 10);

            assertThat(all).first().isEqualTo(low);
            assertThat(all).last().isEqualTo(high);
            assertThat(all)
                    .extracting(client -> client.header().id().toString())
                    .isSorted();
            assertThat(repository()
                            .findNext(workspace, Optional.of(high.header().id()), 10))
                    .isEmpty();
        }

        @Test
        void meetsTheSameNames() {
            List<EncryptedClient> clients = repository().findNext(workspace, Optional.empty(), 10);

            List<EncryptedName> names = repository().findNextNames(workspace, Optional.empty(), 10);

            assertThat(names)
                    .containsExactlyElementsOf(
                            clients.stream().map(EncryptedClients::nameOf).toList());
        }

        @Test
        void goesOnAfterAName() {
            List<EncryptedName> all = repository().findNextNames(workspace, Optional.empty(), 10);

            List<EncryptedName> rest =
                    repository().findNextNames(workspace, Optional.of(all.get(4).id()), 10);

            assertThat(rest).containsExactlyElementsOf(all.subList(5, 7));
            assertThat(repository().findNextNames(workspace, Optional.empty(), 2))
                    .containsExactlyElementsOf(all.subList(0, 2));
        }

        @Test
        void meetsClientsWithoutANameToo() {
            EncryptedClient nameless = registered(workspace, ClientField.NOTES);
            repository().insert(workspace, List.of(nameless));

            assertThat(repository().findNextNames(workspace, Optional.empty(), 10))
                    .contains(nameOf(nameless));
        }
    }

    @Nested
    class TheOrderRevision {

        @Test
        void isZeroBeforeAnythingIsStored() {
            assertThat(repository().orderRevision(workspace)).isZero();
            assertThat(repository().orderRevision(newWorkspace())).isZero();
        }

        @Test
        void growsWithEveryInsertOfThatWorkspace() {
            repository().insert(workspace, registered(workspace, 2));
            long afterFirst = repository().orderRevision(workspace);

            repository().insert(workspace, registered(workspace, 1));

            assertThat(afterFirst).isPositive();
            assertThat(repository().orderRevision(workspace)).isGreaterThan(afterFirst);
            assertThat(repository().orderRevision(otherWorkspace)).isZero();
        }

        @Test
        void growsWithAReplacementThatMayChangeTheOrder() {
            EncryptedClient client = registered(workspace);
            repository().insert(workspace, List.of(client));
            long before = repository().orderRevision(workspace);

            repository().replace(edited(client), true);

            assertThat(repository().orderRevision(workspace)).isGreaterThan(before);
        }

        @Test
        void staysWithOneThatDoesNot() {
            EncryptedClient client = registered(workspace);
            repository().insert(workspace, List.of(client));
            long before = repository().orderRevision(workspace);

            repository().replace(annotated(client), false);

            assertThat(repository().orderRevision(workspace)).isEqualTo(before);
        }
    }

    @Nested
    class ASample {

        @Test
        void isOfOneWorkspaceAndOneKey() {
            List<EncryptedClient> clients =
                    List.of(registered(workspace), registered(workspace), registered(workspace));
            repository().insert(workspace, clients);
            repository().insert(otherWorkspace, List.of(registered(otherWorkspace)));

            assertThat(repository().findSample(workspace, EncryptedClients.V1, 10))
                    .containsExactlyInAnyOrderElementsOf(clients);
            assertThat(repository().findSample(workspace, new KeyVersion(99), 10))
                    .isEmpty();
        }

        @Test
        void isNoLargerThanAskedFor() {
            repository()
                    .insert(workspace, List.of(registered(workspace), registered(workspace), registered(workspace)));

            assertThat(repository().findSample(workspace, EncryptedClients.V1, 2))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
        }
    }

    @Nested
    class ThePlaceOfAClient {

        private final EncryptedClient settled = registered(workspace);
        private final EncryptedClient moving = registered(workspace);
        private long before;

        @BeforeEach
        void store() {
            repository().insert(otherWorkspace, registered(otherWorkspace, 3));
            repository().insert(workspace, List.of(settled, moving));
            before = repository().orderRevision(workspace);
        }

        private List<EncryptedName> placedAfter(long revision) {
            return repository().findNamesPlacedAfter(workspace, revision, 10);
        }

        @Test
        void isNewWithTheClient() {
            EncryptedClient added = registered(workspace);
            repository().insert(workspace, List.of(added));

            assertThat(placedAfter(before)).containsExactly(nameOf(added));
            assertThat(placedAfter(0)).hasSize(3);
        }

        @Test
        void changesWithAReplacementThatSaysSo() {
            EncryptedClient moved = edited(moving);
            repository().replace(moved, true);

            assertThat(placedAfter(before)).containsExactly(nameOf(moved));
        }

        @Test
        void staysWithOneThatDoesNot() {
            repository().replace(annotated(moving), false);

            assertThat(placedAfter(before)).isEmpty();
        }

        @Test
        void isGivenForSoManyAsAreWanted() {
            repository().insert(workspace, registered(workspace, 5));

            assertThat(repository().findNamesPlacedAfter(workspace, before, 3)).hasSize(3);
        }

        @Test
        void isNotSeenFromAnotherWorkspace() {
            assertThat(repository().findNamesPlacedAfter(otherWorkspace, 0, 10))
                    .hasSize(3)
                    .doesNotContain(nameOf(settled), nameOf(moving));
        }
    }

    private static ClientId id(String text) {
        return new ClientId(UUID.fromString(text));
    }
}
