package com.pazpaz.adapter.rest;

import com.pazpaz.adapter.rest.FhirPattern.Coding;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Subject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Audit events as FHIR R4 AuditEvent, in the shape of IHE's Basic Audit Log Patterns: one resource for each patient. It
 * claims no profile, because some of what the profiles ask for is not on record: search terms above all, which are PHI.
 */
final class AuditFhir {

    private static final JsonProvider JSON = JsonProvider.provider();

    private static final String SYSTEM = "PazPaz";
    private static final Coding SOURCE_ROLE = Coding.dicom("110153", "Source Role ID");
    private static final Coding DESTINATION_ROLE = Coding.dicom("110152", "Destination Role ID");
    private static final Coding APPLICATION_SERVER =
            new Coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4", "Application Server");
    private static final Coding REQUEST_ID = new Coding(
            "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId", "X-Request-ID");
    private static final Coding BREAK_THE_GLASS =
            new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "BTG", "break the glass");
    private static final Coding PERSON = entityType("1", "Person");
    private static final Coding SYSTEM_OBJECT = entityType("2", "System Object");
    private static final Coding PATIENT = role("1", "Patient");
    private static final Coding DOMAIN_RESOURCE = role("4", "Domain Resource");
    private static final Coding QUERY = role("24", "Query");

    /** As FHIR numbers them: an IP address. */
    private static final String IP_ADDRESS = "2";

    private AuditFhir() {}

    private static Coding entityType(String code, String display) {
        return new Coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", code, display);
    }

    private static Coding role(String code, String display) {
        return new Coding("http://terminology.hl7.org/CodeSystem/object-role", code, display);
    }

    /** One resource for each client whose data was dealt with; one in all if it was nobody's. */
    static Stream<JsonObject> resources(AuditEvent event) {
        if (event.clients().size() <= 1) {
            return Stream.of(
                    resource(event, event.id(), event.clients().stream().findFirst()));
        }
        return event.clients().stream().map(subject -> resource(event, idOf(event, subject), Optional.of(subject)));
    }

    /** The same one whenever it is asked for. */
    private static UUID idOf(AuditEvent event, Subject subject) {
        return UUID.nameUUIDFromBytes((event.id() + "/" + subject.client()).getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonObject resource(AuditEvent event, UUID id, Optional<Subject> subject) {
        FhirPattern pattern = FhirPattern.of(event);
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("resourceType", "AuditEvent")
                .add("id", id.toString())
                .add("type", coding(pattern.type()));
        pattern.subtype().ifPresent(subtype -> json.add("subtype", array().add(coding(subtype))));
        json.add("action", pattern.action()).add("recorded", ClientJson.time(event.at()));
        if (event.isInEmergency()) {
            json.add("purposeOfEvent", array().add(object().add("coding", array().add(coding(BREAK_THE_GLASS)))));
        }
        return json.add("outcome", outcome(event))
                .add("outcomeDesc", event.outcome().name())
                .add("agent", agents(event, pattern))
                .add("source", source(event))
                .add("entity", entities(event, pattern, subject))
                .build();
    }

    /** As HTTP would answer it: FHIR likens 4 to a status of 4xx, and 8 to one of 5xx. */
    private static String outcome(AuditEvent event) {
        return switch (event.outcome()) {
            case SUCCESS -> "0";
            case NOT_FOUND, DENIED -> "4";
            case UNREADABLE -> "8";
        };
    }

    private static JsonArrayBuilder agents(AuditEvent event, FhirPattern pattern) {
        boolean sent = pattern.isSentByClient();
        JsonObjectBuilder client = agent(
                sent ? SOURCE_ROLE : DESTINATION_ROLE,
                display(event.origin().userAgent().orElse("unknown")));
        event.origin()
                .address()
                .ifPresent(address ->
                        client.add("network", object().add("address", address).add("type", IP_ADDRESS)));
        JsonArrayBuilder agents = array().add(
                        client.add("requestor", event.user().isEmpty()))
                .add(agent(sent ? DESTINATION_ROLE : SOURCE_ROLE, display(SYSTEM))
                        .add("requestor", false));
        event.user()
                .ifPresent(user -> agents.add(
                        agent(pattern.user(), identifier(user.toString())).add("requestor", true)));
        return agents;
    }

    private static JsonObjectBuilder agent(Coding role, JsonObjectBuilder who) {
        return object().add("type", object().add("coding", array().add(coding(role))))
                .add("who", who);
    }

    private static JsonObjectBuilder source(AuditEvent event) {
        return object().add("site", event.workspace().toString())
                .add("observer", display(SYSTEM))
                .add("type", array().add(coding(APPLICATION_SERVER)));
    }

    private static JsonArrayBuilder entities(AuditEvent event, FhirPattern pattern, Optional<Subject> subject) {
        JsonArrayBuilder entities = array().add(
                        object().add("what", identifier(event.origin().requestId()))
                                .add("type", coding(REQUEST_ID)))
                .add(data(event, pattern, subject));
        subject.map(Subject::client)
                .ifPresent(client -> entities.add(object().add("what", patient(client))
                        .add("type", coding(PERSON))
                        .add("role", coding(PATIENT))));
        return entities;
    }

    private static JsonObjectBuilder data(AuditEvent event, FhirPattern pattern, Optional<Subject> subject) {
        JsonObjectBuilder data = object();
        if (!pattern.isQuery()) {
            subject.map(present -> patient(present.client()))
                    .or(() -> event.resourceId().map(AuditFhir::identifier))
                    .ifPresent(what -> data.add("what", what));
        }
        return data.add("type", coding(SYSTEM_OBJECT))
                .add("role", coding(pattern.isQuery() ? QUERY : DOMAIN_RESOURCE))
                .add("detail", details(event));
    }

    /** What FHIR has no place for: by our own names, counts and names of fields. */
    private static JsonArrayBuilder details(AuditEvent event) {
        JsonArrayBuilder details = array().add(detail("event_id", event.id().toString()))
                .add(detail("event_type", event.type()))
                .add(detail("resource_type", event.operation().resource().label()));
        if (!event.fields().isEmpty()) {
            details.add(detail("fields", String.join(" ", event.fields())));
        }
        event.details().forEach((name, value) -> {
            // A string of FHIR is never empty.
            if (!value.isBlank()) {
                details.add(detail(name, value));
            }
        });
        return details;
    }

    private static JsonObjectBuilder detail(String type, String value) {
        return object().add("type", type).add("valueString", value);
    }

    private static JsonObjectBuilder patient(Object id) {
        return object().add("reference", "Patient/" + id);
    }

    private static JsonObjectBuilder identifier(String value) {
        return object().add("identifier", object().add("value", value));
    }

    private static JsonObjectBuilder display(String text) {
        return object().add("display", text);
    }

    private static JsonObjectBuilder coding(Coding coding) {
        return object().add("system", coding.system())
                .add("code", coding.code())
                .add("display", coding.display());
    }

    private static JsonObjectBuilder object() {
        return JSON.createObjectBuilder();
    }

    private static JsonArrayBuilder array() {
        return JSON.createArrayBuilder();
    }
}
