package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ReadAuditTrailUseCase;
import com.pazpaz.application.port.out.audit.AuditEventRepository.Page;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.PageRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who did what in the caller's workspace. */
@Path("audit-events")
@Dependent
@Produces({MediaType.APPLICATION_JSON, AuditReply.FHIR_JSON, AuditReply.FHIR_LINES})
@Tag(name = "Audit")
public class AuditResource {

    private final CurrentCaller caller;
    private final ReadAuditTrailUseCase trail;

    @Inject
    public AuditResource(CurrentCaller caller, ReadAuditTrailUseCase trail) {
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Operation(operationId = "listAuditEvents", summary = "What was done, newest first")
    public Response list(@BeanParam AuditParameters parameters, @Context HttpHeaders headers, @Context UriInfo uri) {
        PageRequest page = parameters.page();
        Page found = trail.list(caller.get(), parameters.filter(), page);
        return new AuditReply(headers, found.events())
                .of(() -> AuditJson.page(found, page, AuditJson::toJson), "searchset", links(uri, page, found));
    }

    private static Map<String, URI> links(UriInfo uri, PageRequest page, Page found) {
        Map<String, URI> links = new LinkedHashMap<>();
        links.put("self", uri.getRequestUri());
        if (page.offset() + found.events().size() < found.total()) {
            links.put(
                    "next",
                    uri.getRequestUriBuilder()
                            .replaceQueryParam("page", page.number() + 1)
                            .build());
        }
        return links;
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "viewAuditEvent", summary = "One event")
    public Response view(@PathParam("id") String id, @Context HttpHeaders headers) {
        AuditEvent event = trail.view(caller.get(), Ids.parse(id)).orElseThrow(NotFoundException::new);
        return new AuditReply(headers, List.of(event)).of(() -> AuditJson.toJson(event), "collection", Map.of());
    }
}
