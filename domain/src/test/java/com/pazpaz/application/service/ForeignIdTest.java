package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.out.audit.AuditEventRepository;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.audit.CountedEmergencies;
import com.pazpaz.application.port.out.audit.InMemoryAuditEventRepository;
import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.application.port.out.crypto.FakeEncryption;
import com.pazpaz.application.port.out.crypto.FakeEventAuthentication;
import com.pazpaz.application.port.out.persistence.EmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.EncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEmergencyAccessRepository;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptedClientRepository;
import com.pazpaz.application.port.out.persistence.NoTransactions;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.PageRequest;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.phi.Clients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Another workspace's id is treated as one that nobody has, to the last call of a port: nobody can tell them apart, not
 * by how long it takes either.
 */
class ForeignIdTest {

    private final FakeEncryption encryption = new FakeEncryption();
    private final InMemoryEncryptedClientRepository stored = new InMemoryEncryptedClientRepository();
    private final InMemoryAuditEventRepository trail = new InMemoryAuditEventRepository();
    private final InMemoryEmergencyAccessRepository emergencies = new InMemoryEmergencyAccessRepository(trail);
    private final List<String> calls = new ArrayList<>();
    private final Caller caller = Clients.caller(Role.THERAPIST, Role.WORKSPACE_ADMIN);
    private final Caller assistant = Clients.caller(Role.ASSISTANT);

    private final EncryptedClientRepository repository = noted(EncryptedClientRepository.class, stored);
    private final AccessControl access = new AccessControl(
            new FakeEventAuthentication(),
            noted(AuditEventRepository.class, trail),
            new NoTransactions(),
            Clients.CLOCK);
    private final EncryptionPort cryptography = noted(EncryptionPort.class, encryption);
    private final ViewClientService view = new ViewClientService(
            access,
            cryptography,
            repository,
            noted(EmergencyAccessRepository.class, emergencies),
            new CountedEmergencies());
    private final BreakGlassService glass = new BreakGlassService(
            access,
            repository,
            noted(EmergencyAccessRepository.class, emergencies),
            new CountedEmergencies(),
            new EmergencyLimit(Duration.ofHours(1), 5));
    private final ReadAuditTrailService audit =
            new ReadAuditTrailService(access, noted(AuditEventRepository.class, trail), repository);
    private final ChangeClientService change =
            new ChangeClientService(access, cryptography, repository, new CountedRefreshes(), Clients.CLOCK);

    /** The port, and every call of it written down: what is asked for by whom, whatever id it is. */
    private <T> T noted(Class<T> port, T target) {
        Object proxy =
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    calls.add(Stream.of(arguments)
                            .map(ForeignIdTest::withoutIds)
                            .collect(Collectors.joining(", ", method.getName() + "(", ")")));
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw (RuntimeException) e.getCause();
                    }
                });
        return port.cast(proxy);
    }

    private static String withoutIds(Object argument) {
        if (argument instanceof AuditedEvent audited) {
            AuditEvent event = audited.event();
            return Stream.of(
                            event.workspace(),
                            event.user(),
                            event.operation(),
                            event.outcome(),
                            event.resourceId().isPresent(),
                            event.clients(),
                            event.fields(),
                            event.details())
                    .map(Object::toString)
                    .collect(Collectors.joining(" "));
        }
        return argument instanceof ClientId || argument instanceof UUID ? "an id" : argument.toString();
    }

    static Map<String, BiFunction<ForeignIdTest, UUID, Optional<?>>> acts() {
        return Map.of(
                "view", (test, id) -> test.view.view(test.caller, new ClientId(id)),
                "view by an assistant", (test, id) -> test.view.view(test.assistant, new ClientId(id)),
                "break glass",
                        (test, id) -> test.glass.breakGlass(
                                test.assistant, new ClientId(id), EmergencyReason.MEDICAL_EMERGENCY),
                "change",
                        (test, id) -> test.change.change(
                                test.caller,
                                new ClientId(id),
                                Clients.named("Tuvia", "Abel"),
                                ChangeClientUseCase.ANY_EDIT),
                "archive",
                        (test, id) -> test.change.archive(test.caller, new ClientId(id), ChangeClientUseCase.ANY_EDIT),
                "restore",
                        (test, id) -> test.change.restore(test.caller, new ClientId(id), ChangeClientUseCase.ANY_EDIT),
                "accesses", (test, id) -> test.audit.accesses(test.caller, new ClientId(id), new PageRequest(1, 10)),
                "event", (test, id) -> test.audit.view(test.caller, id));
    }

    static Stream<String> namesOfActs() {
        return acts().keySet().stream().sorted();
    }

    private List<String> callsFor(String act, UUID id) {
        calls.clear();
        assertThat(Objects.requireNonNull(acts().get(act)).apply(this, id)).isEmpty();
        return List.copyOf(calls);
    }

    @ParameterizedTest
    @MethodSource("namesOfActs")
    void isTreatedAsOneThatNobodyHas(String act) {
        UUID foreign = ofAnotherWorkspace(act);

        List<String> forForeign = callsFor(act, foreign);
        List<String> forUnknown = callsFor(act, UUID.randomUUID());

        assertThat(forForeign).isEqualTo(forUnknown);
        assertThat(forForeign.get(forForeign.size() - 1)).startsWith("append(").contains("NOT_FOUND");
        assertThat(forForeign).hasSize(2).noneMatch(call -> call.startsWith("decrypt"));
    }

    private UUID ofAnotherWorkspace(String act) {
        ClientId client = new RegisterClientService(
                        new AccessControl(new FakeEventAuthentication(), trail, new NoTransactions(), Clients.CLOCK),
                        encryption,
                        stored,
                        new CountedRefreshes(),
                        Clients.CLOCK)
                .register(Clients.caller(), Clients.named("Tuvia", "Abel"))
                .id();
        return act.equals("event") ? trail.last().id() : client.value();
    }
}
