package com.pazpaz.application.port.out.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.out.audit.AuditEventRepository.Filter;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Page;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditAction;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.ResourceType;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AuditEventRepository} does. */
public abstract class AuditEventRepositoryContract {

    private static final PageRequest ALL = new PageRequest(1, 100);

    protected final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final UserId user = new UserId(UUID.randomUUID());
    private final ClientId client = new ClientId(UUID.randomUUID());
    private final ClientId other = new ClientId(UUID.randomUUID());
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    private final AuditEvent viewed = event(workspace, 0, Operation.VIEW_CLIENT, Outcome.SUCCESS, client);
    private final AuditEvent listed = event(workspace, 1, Operation.LIST_CLIENTS, Outcome.SUCCESS, client, other);
    private final AuditEvent refused = event(workspace, 2, Operation.EXPORT_CLIENTS, Outcome.DENIED);
    private final AuditEvent activated = event(workspace, 3, Operation.ACTIVATE_KEY, Outcome.SUCCESS);
    private final AuditEvent elsewhere =
            event(new WorkspaceId(UUID.randomUUID()), 4, Operation.VIEW_CLIENT, Outcome.SUCCESS, client);

    protected abstract AuditEventRepository repository();

    /** Sees to it that there is an audit key of v1. */
    protected abstract void provideKey();

    @BeforeEach
    void record() {
        provideKey();
        List.of(viewed, listed, refused, activated, elsewhere)
                .forEach(event -> repository().append(authenticated(event)));
    }

    private AuditEvent event(WorkspaceId where, int second, Operation operation, Outcome outcome, ClientId... clients) {
        return new AuditEvent(
                UUID.randomUUID(),
                now.plusSeconds(second),
                where,
                Optional.of(user),
                new Origin("request-" + second, Optional.of("192.0.2.1"), Optional.empty()),
                operation,
                outcome,
                clients.length == 1 ? Optional.of(clients[0].toString()) : Optional.empty(),
                List.of(clients).stream().map(id -> new Subject(id, 7)).toList(),
                List.of("last_name", "first_name"),
                new TreeMap<>(Map.of("count", String.valueOf(clients.length), "total", "12")));
    }

    private static AuditedEvent authenticated(AuditEvent event) {
        return new AuditedEvent(event, new KeyVersion(1), new RecordMac(new byte[RecordMac.LENGTH]));
    }

    private List<AuditEvent> found(Filter filter) {
        return repository().find(workspace, filter, ALL).events();
    }

    private static Filter filter(
            Optional<ResourceType> resource,
            Optional<AuditAction> action,
            Optional<Instant> from,
            Optional<Instant> until,
            boolean phiOnly) {
        return new Filter(Optional.empty(), resource, Optional.empty(), action, Optional.empty(), from, until, phiOnly);
    }

    @Test
    void anEventComesBackAsItWasRecorded() {
        assertThat(repository().find(workspace, listed.id())).contains(listed);
    }

    @Test
    void theNewestComesFirst() {
        assertThat(found(Filter.NONE)).containsExactly(activated, refused, listed, viewed);
    }

    @Test
    void aPageKnowsHowManyThereAre() {
        assertThat(repository().find(workspace, Filter.NONE, new PageRequest(2, 3)))
                .isEqualTo(new Page(List.of(viewed), 4));
    }

    @Test
    void eventsOfAnotherWorkspaceAreNotThere() {
        assertThat(repository().find(workspace, elsewhere.id())).isEmpty();
        assertThat(repository().find(elsewhere.workspace(), Filter.NONE, ALL).events())
                .containsExactly(elsewhere);
    }

    @Test
    void aClientIsFoundInEveryEventThatTheyAreIn() {
        assertThat(found(Filter.about(client))).containsExactly(listed, viewed);
        assertThat(found(Filter.about(other))).containsExactly(listed);
        assertThat(found(Filter.about(new ClientId(UUID.randomUUID())))).isEmpty();
    }

    @Test
    void typeAndActionAreAskedFor() {
        assertThat(found(filter(
                        Optional.of(ResourceType.KEY), Optional.empty(), Optional.empty(), Optional.empty(), false)))
                .containsExactly(activated);
        assertThat(found(filter(
                        Optional.empty(), Optional.of(AuditAction.READ), Optional.empty(), Optional.empty(), false)))
                .containsExactly(listed, viewed);
    }

    @Test
    void aTimeIsAskedForFromItsBeginningAndBeforeItsEnd() {
        assertThat(found(filter(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(listed.at()),
                        Optional.of(activated.at()),
                        false)))
                .containsExactly(refused, listed);
    }

    @Test
    void whatWasRefusedAndWhatIsOfKeysTellsNothingOfPeople() {
        assertThat(found(filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true)))
                .containsExactly(listed, viewed);
    }

    @Test
    void aUserAndAResourceAreAskedFor() {
        var byUser = new Filter(
                Optional.of(user),
                Optional.empty(),
                Optional.of(client.toString()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);
        var byNobody = new Filter(
                Optional.of(new UserId(UUID.randomUUID())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false);

        assertThat(found(byUser)).containsExactly(viewed);
        assertThat(found(byNobody)).isEmpty();
    }
}
