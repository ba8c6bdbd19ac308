package com.pazpaz.adapter.rest;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.FieldKind;
import com.pazpaz.domain.phi.Tags;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Completes the OpenAPI document with what the annotations cannot know: a client's members follow from the field
 * registry, so that the document cannot fall behind it. Its examples are made up.
 */
public class OpenApiDocument implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.info(OASFactory.createInfo()
                .title("PazPaz")
                .version("1")
                .description("The clients of a health practice. Every value is encrypted before it is stored."));
        document.servers(List.of());
        var components = document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        components
                .addSchema("ClientInput", input())
                .addSchema("Client", client())
                .addSchema("ClientPage", page())
                .addSchema("Problem", problem())
                .addResponse(
                        "TooManyRequests",
                        tooMany("Too many requests came from this user or workspace in a short time"))
                .addResponse(
                        "TooManyEmergencies",
                        tooMany("Too many requests came from this user or workspace in a short time, or, with the type "
                                + "urn:pazpaz:problem:break-glass-limit, this user has broken the glass for as many"
                                + " clients as one may within 24 hours: ask a therapist or an administrator"))
                .addSecurityScheme(
                        "bearer",
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        document.components(components)
                .security(List.of(OASFactory.createSecurityRequirement().addScheme("bearer")));
        limitEveryOperation(document);
    }

    private static void limitEveryOperation(OpenAPI document) {
        if (document.getPaths() == null) {
            return;
        }
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                var responses =
                        operation.getResponses() == null ? OASFactory.createAPIResponses() : operation.getResponses();
                String tooMany =
                        "breakGlass".equals(operation.getOperationId()) ? "TooManyEmergencies" : "TooManyRequests";
                operation.responses(responses.addAPIResponse(
                        "429", OASFactory.createAPIResponse().ref(tooMany)));
            }
        }
    }

    private static APIResponse tooMany(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .addHeader(
                        "Retry-After",
                        OASFactory.createHeader()
                                .description("Seconds until the next one is taken, at the earliest")
                                .schema(of(SchemaType.INTEGER)))
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))));
    }

    private static Schema input() {
        Schema input = object();
        for (ClientField field : ClientField.values()) {
            input.addProperty(field.logicalName(), schemaOf(field));
            if (field.required()) {
                input.addRequired(field.logicalName());
            }
        }
        return input.addProperty(
                        ClientJson.CONSENT_STATUS, of(SchemaType.BOOLEAN).defaultValue(false))
                .addProperty(ClientJson.IS_ACTIVE, of(SchemaType.BOOLEAN).defaultValue(true));
    }

    private static Schema client() {
        Schema client = input().addProperty("id", uuid()).addProperty("workspace_id", uuid());
        client.addProperty("full_name", of(SchemaType.STRING).addExample("Example Person"));
        client.addProperty("created_at", of(SchemaType.STRING).format("date-time"));
        client.addProperty("updated_at", of(SchemaType.STRING).format("date-time"));
        client.addProperty("next_appointment", nullable(SchemaType.STRING).format("date-time"));
        client.addProperty("last_appointment", nullable(SchemaType.STRING).format("date-time"));
        return client.addProperty("appointment_count", of(SchemaType.INTEGER));
    }

    private static Schema page() {
        return object().addProperty(
                        "items",
                        of(SchemaType.ARRAY).items(OASFactory.createSchema().ref("Client")))
                .addProperty("total", of(SchemaType.INTEGER))
                .addProperty("page", of(SchemaType.INTEGER))
                .addProperty("page_size", of(SchemaType.INTEGER))
                .addProperty("total_pages", of(SchemaType.INTEGER))
                .addProperty(
                        "unreadable",
                        of(SchemaType.ARRAY).items(uuid()).description("Clients whose stored record does not verify"));
    }

    private static Schema problem() {
        Schema error =
                object().addProperty("field", of(SchemaType.STRING)).addProperty("message", of(SchemaType.STRING));
        return object().addProperty("type", of(SchemaType.STRING))
                .addProperty("title", of(SchemaType.STRING))
                .addProperty("status", of(SchemaType.INTEGER))
                .addProperty("detail", of(SchemaType.STRING))
                .addProperty("request_id", of(SchemaType.STRING))
                .addProperty("errors", of(SchemaType.ARRAY).items(error));
    }

    private static Schema schemaOf(ClientField field) {
        if (field.kind() == FieldKind.TAGS) {
            return nullable(SchemaType.ARRAY)
                    .items(of(SchemaType.STRING).maxLength(field.maxLength()))
                    .maxItems(Tags.MAX_COUNT);
        }
        Schema text = field.required() ? of(SchemaType.STRING).minLength(1) : nullable(SchemaType.STRING);
        text.maxLength(field.maxLength());
        return switch (field.kind()) {
            case EMAIL -> text.format("email").addExample("person@example.org");
            case DATE -> text.format("date").addExample("1970-01-01");
            case PHONE -> text.addExample("+1 555 0100");
            case NAME, TEXT, TAGS -> text.addExample("Example");
        };
    }

    private static Schema object() {
        return of(SchemaType.OBJECT);
    }

    private static Schema uuid() {
        return of(SchemaType.STRING).format("uuid");
    }

    private static Schema of(SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }

    private static Schema nullable(SchemaType type) {
        return of(type).addType(SchemaType.NULL);
    }
}
