package com.pazpaz.it;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.pazpaz.it.ApiCaller.Reply;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.junit.jupiter.api.Test;

/** The real trail, read as FHIR R4 by a library that others read it with. */
class AuditFhirIT extends EndToEndTest {

    private static final IParser STRICT =
            FhirContext.forR4().newJsonParser().setParserErrorHandler(new StrictErrorHandler());
    private static final String CLIENT =
            "{\"first_name\":\"Marigold\",\"last_name\":\"Unmistakable\",\"notes\":\"Wintergreen\"}";

    private final UUID workspace = UUID.randomUUID();
    private final ApiCaller therapist = caller(workspace, THERAPIST);
    private final ApiCaller admin = caller(workspace, List.of("workspace-admin"));

    private Reply read(String path, String accept) {
        return admin.send(path, request -> request.header("Accept", accept).GET());
    }

    private Bundle bundle(String path) {
        Reply reply = read(path, "application/fhir+json");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/fhir+json");
        assertThat(reply.body()).doesNotContain("Marigold", "Unmistakable", "Wintergreen");
        return STRICT.parseResource(Bundle.class, reply.body());
    }

    private List<AuditEvent> lines(String path) {
        Reply reply = read(path, "application/fhir+ndjson");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).startsWith("application/fhir+ndjson");
        return reply.body()
                .lines()
                .map(line -> STRICT.parseResource(AuditEvent.class, line))
                .toList();
    }

    private static List<String> ids(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(entry -> entry.getResource().getIdPart())
                .toList();
    }

    private static Stream<String> patients(AuditEvent event) {
        return event.getEntity().stream()
                .map(AuditEventEntityComponent::getWhat)
                .flatMap(what -> Stream.ofNullable(what.getReference()))
                .filter(reference -> reference.startsWith("Patient/"))
                .distinct();
    }

    private String register() {
        return therapist.register(CLIENT);
    }

    @Test
    void everyPatientOfAPageHasAResourceInBothForms() {
        String first = register();
        String second = register();
        therapist.list("");
        therapist.get("/keys");
        String onlyClients = "/audit-events?resource_type=Client";

        List<AuditEvent> lines = lines(onlyClients);
        Bundle bundle = bundle(onlyClients);

        assertThat(lines).hasSize(4);
        assertThat(ids(bundle))
                .containsExactlyElementsOf(lines.stream()
                        .map(event -> "urn:uuid:" + event.getIdPart())
                        .toList());
        assertThat(lines).allSatisfy(event -> assertThat(patients(event)).hasSize(1));
        assertThat(lines.stream().flatMap(AuditFhirIT::patients))
                .containsOnly("Patient/" + first, "Patient/" + second)
                .hasSize(4);
        assertThat(bundle.getType()).isEqualTo(BundleType.SEARCHSET);
        assertThat(bundle.hasTotal()).isFalse();
    }

    @Test
    void aRefusalAndALookAtTheTrailAreToldToo() {
        therapist.get("/keys");
        admin.get("/audit-events");

        assertThat(lines("/audit-events?resource_type=Key"))
                .extracting(event -> event.getSubtypeFirstRep().getCode())
                .containsExactly("110132");
        assertThat(lines("/audit-events?resource_type=AuditEvent"))
                .extracting(event -> event.getType().getCode())
                .containsExactly("110101", "110101");
    }

    @Test
    void aBundleTellsWhereItGoesOn() {
        register();
        register();
        register();

        Bundle first = bundle("/audit-events?resource_type=Client&page_size=2");
        String next = first.getLink("next").getUrl();
        Bundle last = bundle(next.substring(next.indexOf("/audit-events")));

        assertThat(ids(first)).hasSize(2);
        assertThat(ids(last)).hasSize(1).doesNotContainAnyElementsOf(ids(first));
        assertThat(last.getLink("next")).isNull();
    }

    @Test
    void oneEventIsACollectionOfItsResources() {
        register();
        register();
        therapist.list("");
        JsonObject list = admin.get("/audit-events?resource_type=Client")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        String path = "/audit-events/" + list.getString("id");

        Bundle bundle = bundle(path);

        assertThat(bundle.getType()).isEqualTo(BundleType.COLLECTION);
        assertThat(ids(bundle)).hasSize(2);
        assertThat(lines(path)).hasSize(2);
        assertThat(read("/audit-events/" + UUID.randomUUID(), "application/fhir+json")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whoeverDoesNotAskForFhirGetsOurOwnForm() {
        register();

        assertThat(admin.get("/audit-events").json().getInt("total")).isEqualTo(1);
        assertThat(read("/audit-events", "*/*").header("Content-Type")).startsWith("application/json");
        assertThat(read("/audit-events", "application/fhir+json;q=0.5, application/json")
                        .header("Content-Type"))
                .startsWith("application/json");
        assertThat(read("/audit-events", "text/html").status()).isEqualTo(406);
    }
}
