package com.pazpaz.application.port.out.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.V1;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.edited;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.reencrypted;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Batch;
import com.pazpaz.application.port.out.persistence.ReencryptionRepository.Rewriting;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.Reason;
import com.pazpaz.application.port.out.persistence.ReencryptionRunRepository.SetAside;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ReencryptionRepository} does. */
public abstract class ReencryptionRepositoryContract {

    protected static final KeyVersion V2 = new KeyVersion(2);

    protected final WorkspaceId workspace = newWorkspace();
    protected final UUID run = UUID.randomUUID();
    private final List<EncryptedClient> stored = registered(workspace, 5).stream()
            .sorted(Comparator.comparing(client -> client.header().id().toString()))
            .toList();

    protected abstract ReencryptionRepository repository();

    protected abstract EncryptedClientRepository clients();

    protected abstract ReencryptionRunRepository runs();

    /** Stores clients under v1 and then makes v2 the active key, with a key of the workspace under each. */
    protected abstract void storeUnderV1(WorkspaceId workspace, List<EncryptedClient> clients);

    @BeforeEach
    void store() {
        storeUnderV1(workspace, stored);
        runs().start(run, ReencryptionLimits.DEFAULT, V2, stored.size());
    }

    protected static Rewriting underV2() {
        return work(
                found -> found.stream().map(client -> reencrypted(client, V2)).toList(), readBack -> {});
    }

    protected static Rewriting work(
            UnaryOperator<List<EncryptedClient>> rewrite, Consumer<List<EncryptedClient>> check) {
        return work(rewrite, client -> true, check);
    }

    private static Rewriting work(
            UnaryOperator<List<EncryptedClient>> rewrite,
            Predicate<ClientId> isToBeReadBack,
            Consumer<List<EncryptedClient>> check) {
        Set<ClientId> toReadBack = new HashSet<>();
        return new Rewriting() {
            @Override
            public List<EncryptedClient> rewrite(List<EncryptedClient> found) {
                List<EncryptedClient> rewritten = rewrite.apply(found);
                rewritten.stream()
                        .map(client -> client.header().id())
                        .filter(isToBeReadBack)
                        .forEach(toReadBack::add);
                return rewritten;
            }

            @Override
            public Set<ClientId> toReadBack() {
                return toReadBack;
            }

            @Override
            public void check(List<EncryptedClient> readBack) {
                check.accept(readBack);
            }
        };
    }

    private Batch next(Optional<ClientId> after, int limit, Rewriting work) {
        return repository().rewriteNext(run, workspace, V1, after, limit, work);
    }

    private ClientId id(int index) {
        return stored.get(index).header().id();
    }

    private EncryptedClient now(int index) {
        return clients().find(workspace, id(index)).orElseThrow();
    }

    @Test
    void aBatchIsReadInOrderWrittenAndReadBack() {
        List<EncryptedClient> seen = new ArrayList<>();
        List<EncryptedClient> written = new ArrayList<>();

        Batch batch = next(
                Optional.empty(),
                3,
                work(
                        found -> {
                            seen.addAll(found);
                            found.forEach(client -> written.add(reencrypted(client, V2)));
                            return written;
                        },
                        readBack -> assertThat(readBack).containsExactlyInAnyOrderElementsOf(written)));

        assertThat(batch).isEqualTo(new Batch(3, Optional.of(id(2))));
        assertThat(seen).containsExactlyElementsOf(stored.subList(0, 3));
        assertThat(now(0)).isEqualTo(written.get(0));
        assertThat(now(3)).isEqualTo(stored.get(3));
    }

    @Test
    void theNextBatchGoesOnWhereTheLastOneEnded() {
        Batch first = next(Optional.empty(), 3, underV2());
        Batch second = next(first.last(), 3, underV2());
        Batch third = next(second.last(), 3, underV2());

        assertThat(second).isEqualTo(new Batch(2, Optional.of(id(4))));
        assertThat(third).isEqualTo(new Batch(0, Optional.empty()));
    }

    @Test
    void whatIsUnderTheKeyAlreadyIsPassedOver() {
        next(Optional.empty(), 5, underV2());

        assertThat(next(Optional.empty(), 5, underV2())).isEqualTo(new Batch(0, Optional.empty()));
    }

    @Test
    void aFieldThatIsAbsentStaysAbsent() {
        WorkspaceId other = newWorkspace();
        EncryptedClient sparse = registered(other, ClientField.LAST_NAME);
        runs().find(run);
        storeUnderV1(other, List.of(sparse));

        repository().rewriteNext(run, other, V1, Optional.empty(), 5, underV2());

        assertThat(clients().find(other, sparse.header().id()).orElseThrow().fields())
                .containsOnlyKeys(ClientField.LAST_NAME);
    }

    @Test
    void whatTheRunHasSetAsideIsPassedOverUntilItChanges() {
        EncryptedClient first = stored.get(0);
        runs().setAside(run, List.of(new SetAside(first.header().ref(), V1, first.revision(), Reason.UNREADABLE)));

        assertThat(next(Optional.empty(), 5, underV2()).written()).isEqualTo(4);

        runs().setAside(run, List.of(new SetAside(first.header().ref(), V1, first.revision() + 7, Reason.UNREADABLE)));
        assertThat(next(Optional.empty(), 5, underV2()).written()).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutStaysAsItIs() {
        Batch batch = next(
                Optional.empty(),
                5,
                work(
                        found -> found.stream()
                                .skip(1)
                                .map(client -> reencrypted(client, V2))
                                .toList(),
                        readBack -> {}));

        assertThat(batch.written()).isEqualTo(4);
        assertThat(now(0)).isEqualTo(stored.get(0));
    }

    @Test
    void nothingIsWrittenIfAllIsLeftOut() {
        Batch batch = next(Optional.empty(), 2, work(found -> List.of(), readBack -> {
            throw new AssertionError("Nothing was written");
        }));

        assertThat(batch).isEqualTo(new Batch(0, Optional.of(id(1))));
    }

    @Test
    void whatWasChosenIsReadBackAndNothingElse() {
        List<EncryptedClient> seen = new ArrayList<>();

        next(Optional.empty(), 5, work(underV2()::rewrite, id(3)::equals, seen::addAll));

        assertThat(seen).containsExactly(now(3));
    }

    @Test
    void nothingIsLookedAtIfNothingWasChosen() {
        Batch batch = next(Optional.empty(), 5, work(underV2()::rewrite, client -> false, readBack -> {
            throw new AssertionError("Nothing was chosen");
        }));

        assertThat(batch.written()).isEqualTo(5);
    }

    @Test
    void nothingOfABatchStaysIfTheCheckFails() {
        var failure = new IllegalStateException("not what was written");

        assertThatThrownBy(() -> next(Optional.empty(), 5, work(underV2()::rewrite, readBack -> {
                    throw failure;
                })))
                .isSameAs(failure);

        for (int i = 0; i < stored.size(); i++) {
            assertThat(now(i)).isEqualTo(stored.get(i));
        }
    }

    @Test
    void theLastWriteOfAWorkspaceIsThatOfItsLatestChange() {
        WorkspaceId other = newWorkspace();
        EncryptedClient later = edited(registered(other));
        storeUnderV1(other, List.of(registered(other), later, registered(other)));

        assertThat(repository().lastWrites())
                .containsEntry(other, later.header().updatedAt())
                .containsEntry(workspace, now(0).header().updatedAt());
    }

    @Test
    void somethingIsLeftUntilAllIsRewrittenOrSetAsideAsItIs() {
        assertThat(repository().isAnythingLeft(run, V2)).isTrue();
        next(Optional.empty(), 4, underV2());
        assertThat(repository().isAnythingLeft(run, V2)).isTrue();
        EncryptedClient remaining = stored.get(4);

        runs().setAside(
                        run,
                        List.of(new SetAside(
                                remaining.header().ref(), V1, remaining.revision() + 1, Reason.UNREADABLE)));
        assertThat(repository().isAnythingLeft(run, V2)).isTrue();
        runs().setAside(
                        run,
                        List.of(new SetAside(remaining.header().ref(), V1, remaining.revision(), Reason.UNREADABLE)));
        assertThat(repository().isAnythingLeft(run, V2)).isFalse();
        assertThat(repository().isAnythingLeft(UUID.randomUUID(), V2)).isTrue();
    }
}
