package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.AuditEvent;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Audit events in the form that was asked for. A page of events is up to 500 resources an event, so FHIR is written as it
 * is made.
 */
final class AuditReply {

    static final String FHIR_JSON = "application/fhir+json";
    static final String FHIR_LINES = "application/fhir+ndjson";

    private static final JsonProvider JSON = JsonProvider.provider();
    private static final List<MediaType> FORMS = Stream.of(MediaType.APPLICATION_JSON, FHIR_JSON, FHIR_LINES)
            .map(MediaType::valueOf)
            .toList();

    private final MediaType form;
    private final List<AuditEvent> events;

    /** @param headers of the request, which accept one of the three forms */
    AuditReply(HttpHeaders headers, List<AuditEvent> events) {
        this.form = headers.getAcceptableMediaTypes().stream()
                .flatMap(wanted -> FORMS.stream().filter(wanted::isCompatible))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON_TYPE);
        this.events = List.copyOf(events);
    }

    /**
     * The reply.
     *
     * @param json in our own form
     * @param bundle the type of a FHIR Bundle
     * @param links of the Bundle, by relation
     */
    Response of(Supplier<JsonObject> json, String bundle, Map<String, URI> links) {
        Object entity = switch (form.toString()) {
            case FHIR_JSON -> bundle(bundle, links);
            case FHIR_LINES -> lines();
            default -> json.get();
        };
        return Response.ok(entity, form)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private StreamingOutput lines() {
        return out -> {
            for (AuditEvent event : events) {
                for (JsonObject resource : resources(event)) {
                    out.write((resource + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        };
    }

    /** Without a total: that would be of resources, and what is counted are events. */
    private StreamingOutput bundle(String type, Map<String, URI> links) {
        return out -> {
            try (JsonGenerator json =
                    JSON.createGeneratorFactory(Map.of()).createGenerator(out, StandardCharsets.UTF_8)) {
                json.writeStartObject().write("resourceType", "Bundle").write("type", type);
                if (!links.isEmpty()) {
                    json.writeStartArray("link");
                    links.forEach((relation, url) -> json.writeStartObject()
                            .write("relation", relation)
                            .write("url", url.toString())
                            .writeEnd());
                    json.writeEnd();
                }
                if (!events.isEmpty()) {
                    json.writeStartArray("entry");
                    events.forEach(event -> resources(event).forEach(resource -> entry(json, resource)));
                    json.writeEnd();
                }
                json.writeEnd();
            }
        };
    }

    private static void entry(JsonGenerator json, JsonObject resource) {
        json.writeStartObject()
                .write("fullUrl", "urn:uuid:" + resource.getString("id"))
                .write("resource", resource)
                .writeEnd();
    }

    private static List<JsonObject> resources(AuditEvent event) {
        return AuditFhir.resources(event).toList();
    }
}
