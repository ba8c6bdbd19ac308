package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.parser.DataFormatException;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.AuditEvent.Subject;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAgentComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityDetailComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Audit events, held against FHIR R4 as it was published. */
class AuditFhirTest {

    private static final Instant AT = Instant.parse("2030-06-15T08:30:00.123456Z");
    private static final UserId USER = new UserId(UUID.randomUUID());
    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());
    private static final ClientId FIRST = new ClientId(UUID.randomUUID());
    private static final ClientId SECOND = new ClientId(UUID.randomUUID());
    private static final Origin KNOWN = new Origin("request-1", Optional.of("192.0.2.7"), Optional.of("a browser"));
    private static final Origin UNKNOWN = new Origin("request-2", Optional.empty(), Optional.empty());

    private static AuditEvent event(Operation operation, Outcome outcome, ClientId... clients) {
        return event(operation, outcome, Optional.of(USER), KNOWN, clients);
    }

    private static AuditEvent event(
            Operation operation, Outcome outcome, Optional<UserId> user, Origin origin, ClientId... clients) {
        return new AuditEvent(
                UUID.randomUUID(),
                AT,
                WORKSPACE,
                user,
                origin,
                operation,
                outcome,
                Optional.of("v7"),
                Stream.of(clients).map(client -> new Subject(client, 3)).toList(),
                clients.length == 0 ? List.of() : List.of("phone", "email"),
                new TreeMap<>(Map.of("count", "2", "shown", "")));
    }

    private static List<org.hl7.fhir.r4.model.AuditEvent> read(AuditEvent event) {
        return AuditFhir.resources(event)
                .map(json -> PublishedStructure.read(org.hl7.fhir.r4.model.AuditEvent.class, json.toString()))
                .toList();
    }

    private static org.hl7.fhir.r4.model.AuditEvent one(AuditEvent event) {
        List<org.hl7.fhir.r4.model.AuditEvent> all = read(event);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Map<String, String> details(AuditEventEntityComponent entity) {
        Map<String, String> details = new TreeMap<>();
        for (AuditEventEntityDetailComponent detail : entity.getDetail()) {
            details.put(detail.getType(), detail.getValueStringType().getValue());
        }
        return details;
    }

    static Stream<AuditEvent> everything() {
        return Stream.of(Operation.values())
                .flatMap(operation -> Stream.of(Outcome.values())
                        .flatMap(outcome -> Stream.of(
                                event(operation, outcome),
                                event(operation, outcome, FIRST),
                                event(operation, outcome, FIRST, SECOND),
                                event(operation, outcome, Optional.empty(), UNKNOWN))));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void everyEventIsAnAuditEventOfFhir(AuditEvent event) {
        assertThat(read(event)).hasSize(Math.max(1, event.clients().size())).allSatisfy(resource -> {
            assertThat(resource.getRecordedElement().getValueAsString()).isEqualTo("2030-06-15T08:30:00.123456Z");
            assertThat(resource.getSource().getSite()).isEqualTo(WORKSPACE.toString());
            assertThat(resource.getOutcomeDesc()).isEqualTo(event.outcome().name());
            assertThat(resource.getMeta().getProfile()).isEmpty();
            assertThat(details(resource.getEntity().get(1)))
                    .containsEntry("event_id", event.id().toString())
                    .containsEntry("event_type", event.type());
        });
    }

    /** Type, subtypes and action. Without a default: whoever adds an operation says here what others know it as. */
    private static String kindOf(Operation operation) {
        return switch (operation) {
            case VIEW_CLIENT -> "rest read R";
            case LIST_CLIENTS, SEARCH_CLIENTS -> "rest search-type E";
            case REGISTER_CLIENT, IMPORT_CLIENTS -> "rest create C";
            case CHANGE_CLIENT, RESTORE_CLIENT -> "rest update U";
            case ARCHIVE_CLIENT -> "rest delete D";
            case EXPORT_CLIENTS -> "110106 R";
            case VIEW_ACCESSES, LIST_AUDIT_EVENTS, VIEW_AUDIT_EVENT, RETIRE_AUDIT_MONTH -> "110101 R";
            case BREAK_GLASS -> "110113 110127 E";
            case LIST_KEYS,
                    CREATE_KEY,
                    ACTIVATE_KEY,
                    DEACTIVATE_KEY,
                    COMPROMISE_KEY,
                    RETIRE_KEY,
                    BACK_UP_KEYS,
                    VERIFY_KEY_BACKUP,
                    RESTORE_KEYS,
                    VIEW_REENCRYPTIONS,
                    START_REENCRYPTION,
                    STEER_REENCRYPTION,
                    MIGRATE -> "110113 110129 E";
            case FAIL_LOGIN -> "110114 110122 E";
            case EXCEED_LIMIT -> "110113 110132 E";
            case UNKNOWN -> "rest read R";
        };
    }

    /** Those two are on record as refused, and never otherwise. */
    private static Outcome outcomeOf(Operation operation) {
        return operation == Operation.FAIL_LOGIN || operation == Operation.EXCEED_LIMIT
                ? Outcome.DENIED
                : Outcome.SUCCESS;
    }

    @ParameterizedTest
    @EnumSource
    void anEventIsOfTheKindThatOthersKnow(Operation operation) {
        org.hl7.fhir.r4.model.AuditEvent resource = one(event(operation, outcomeOf(operation)));

        Stream<String> subtypes = resource.getSubtype().stream().map(Coding::getCode);
        Stream<String> kind = Stream.of(
                        Stream.of(resource.getType().getCode()),
                        subtypes,
                        Stream.of(resource.getAction().toCode()))
                .flatMap(each -> each);
        assertThat(kind.collect(Collectors.joining(" "))).isEqualTo(kindOf(operation));
    }

    @ParameterizedTest
    @EnumSource(value = Operation.class, names = "FAIL_LOGIN", mode = EnumSource.Mode.EXCLUDE)
    void whatWasRefusedIsAnAlert(Operation operation) {
        org.hl7.fhir.r4.model.AuditEvent resource = one(event(operation, Outcome.DENIED));

        assertThat(resource.getType().getCode()).isEqualTo("110113");
        assertThat(resource.getSubtypeFirstRep().getCode()).isEqualTo("110132");
    }

    @Test
    void whatIsDoneInAnEmergencySaysSo() {
        AuditEvent usual = event(Operation.VIEW_CLIENT, Outcome.SUCCESS, FIRST);
        var details =
                new TreeMap<>(Map.of(AuditEvent.EMERGENCY, UUID.randomUUID().toString()));
        var inEmergency = new AuditEvent(
                usual.id(),
                AT,
                WORKSPACE,
                usual.user(),
                KNOWN,
                usual.operation(),
                usual.outcome(),
                usual.resourceId(),
                usual.clients(),
                usual.fields(),
                details);

        assertThat(one(usual).getPurposeOfEvent()).isEmpty();
        assertThat(one(inEmergency)
                        .getPurposeOfEventFirstRep()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("BTG");
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, _0", "NOT_FOUND, _4", "DENIED, _4", "UNREADABLE, _8"})
    void theOutcomeIsThatOfHttp(Outcome outcome, AuditEventOutcome expected) {
        assertThat(one(event(Operation.VIEW_CLIENT, outcome)).getOutcome()).isEqualTo(expected);
    }

    @Nested
    class Patients {

        @Test
        void eachHasAResourceThatTellsNothingOfTheOthers() {
            AuditEvent event = event(Operation.LIST_CLIENTS, Outcome.SUCCESS, FIRST, SECOND);

            List<String> first =
                    AuditFhir.resources(event).map(JsonObject::toString).toList();

            assertThat(first.get(0)).contains("\"Patient/" + FIRST + "\"").doesNotContain(SECOND.toString());
            assertThat(first.get(1)).contains("\"Patient/" + SECOND + "\"").doesNotContain(FIRST.toString());
        }

        @Test
        void areKnownByTheLastEntity() {
            AuditEventEntityComponent patient = one(event(Operation.VIEW_CLIENT, Outcome.SUCCESS, FIRST))
                    .getEntity()
                    .get(2);

            assertThat(patient.getWhat().getReference()).isEqualTo("Patient/" + FIRST);
            assertThat(patient.getType().getCode()).isEqualTo("1");
            assertThat(patient.getRole().getCode()).isEqualTo("1");
        }

        @Test
        void doNotChangeTheIdsOfTheResources() {
            AuditEvent single = event(Operation.VIEW_CLIENT, Outcome.SUCCESS, FIRST);
            AuditEvent several = event(Operation.LIST_CLIENTS, Outcome.SUCCESS, FIRST, SECOND);

            assertThat(one(single).getIdPart()).isEqualTo(single.id().toString());
            assertThat(read(several))
                    .extracting(org.hl7.fhir.r4.model.AuditEvent::getIdPart)
                    .doesNotHaveDuplicates()
                    .doesNotContain(several.id().toString())
                    .isEqualTo(read(several).stream()
                            .map(org.hl7.fhir.r4.model.AuditEvent::getIdPart)
                            .toList());
        }
    }

    @Nested
    class WhoTookPart {

        private List<AuditEventAgentComponent> agents(Operation operation) {
            return one(event(operation, Outcome.SUCCESS)).getAgent();
        }

        private List<String> roles(Operation operation) {
            return agents(operation).stream()
                    .map(agent -> agent.getType().getCodingFirstRep().getCode())
                    .toList();
        }

        @Test
        void areTheProgramThisSystemAndTheUserById() {
            List<AuditEventAgentComponent> agents = agents(Operation.VIEW_CLIENT);

            assertThat(agents).hasSize(3);
            assertThat(agents.get(0).getWho().getDisplay()).isEqualTo("a browser");
            assertThat(agents.get(0).getNetwork().getAddress()).isEqualTo("192.0.2.7");
            assertThat(agents.get(1).getWho().getDisplay()).isEqualTo("PazPaz");
            assertThat(agents.get(2).getWho().getIdentifier().getValue()).isEqualTo(USER.toString());
            assertThat(agents.get(2).getRequestor()).isTrue();
        }

        @Test
        void partAsTheDataFlows() {
            assertThat(roles(Operation.VIEW_CLIENT)).containsExactly("110152", "110153", "IRCP");
            assertThat(roles(Operation.LIST_CLIENTS)).containsExactly("110153", "110152", "IRCP");
            assertThat(roles(Operation.CHANGE_CLIENT)).containsExactly("110153", "110152", "AUT");
        }

        @Test
        void areNoUsersIfNobodyIsKnown() {
            org.hl7.fhir.r4.model.AuditEvent resource =
                    one(event(Operation.FAIL_LOGIN, Outcome.DENIED, Optional.empty(), UNKNOWN));

            assertThat(resource.getAgent()).hasSize(2);
            assertThat(resource.getAgentFirstRep().getRequestor()).isTrue();
            assertThat(resource.getAgentFirstRep().hasNetwork()).isFalse();
        }
    }

    @Test
    void whatWasDoneIsToldByNamesOfFieldsAndCounts() {
        AuditEventEntityComponent data = one(event(Operation.VIEW_CLIENT, Outcome.SUCCESS, FIRST))
                .getEntity()
                .get(1);

        assertThat(details(data)).containsEntry("fields", "email phone").containsEntry("count", "2");
        assertThat(details(data)).doesNotContainKey("shown");
        assertThat(data.getWhat().getReference()).isEqualTo("Patient/" + FIRST);
    }

    @Test
    void whatIsNobodysIsKnownByItsIdAndAQueryByNone() {
        AuditEventEntityComponent key =
                one(event(Operation.ACTIVATE_KEY, Outcome.SUCCESS)).getEntity().get(1);
        AuditEventEntityComponent query = one(event(Operation.LIST_CLIENTS, Outcome.SUCCESS, FIRST))
                .getEntity()
                .get(1);

        assertThat(key.getWhat().getIdentifier().getValue()).isEqualTo("v7");
        assertThat(query.hasWhat()).isFalse();
        assertThat(query.getRole().getCode()).isEqualTo("24");
    }

    @Test
    void theRequestIsKnownByItsId() {
        AuditEventEntityComponent request =
                one(event(Operation.VIEW_CLIENT, Outcome.SUCCESS)).getEntityFirstRep();

        assertThat(request.getWhat().getIdentifier().getValue()).isEqualTo("request-1");
        assertThat(request.getType().getCode()).isEqualTo("XrequestId");
    }

    @Test
    void whatIsNotOfThePublishedStructureIsFound() {
        String json = AuditFhir.resources(event(Operation.VIEW_CLIENT, Outcome.SUCCESS))
                .findFirst()
                .orElseThrow()
                .toString();

        for (String wrong : List.of(
                json.replace("\"outcomeDesc\"", "\"outcome_desc\""),
                json.replace("\"action\":\"R\"", "\"action\":\"X\""),
                json.replace("\"requestor\":true", "\"requestor\":\"yes\""))) {
            assertThatThrownBy(() -> PublishedStructure.read(org.hl7.fhir.r4.model.AuditEvent.class, wrong))
                    .isInstanceOf(DataFormatException.class);
        }
        assertThatThrownBy(() -> PublishedStructure.read(
                        org.hl7.fhir.r4.model.AuditEvent.class, json.replaceFirst("\"recorded\":\"[^\"]+\",", "")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("AuditEvent.recorded");
    }
}
