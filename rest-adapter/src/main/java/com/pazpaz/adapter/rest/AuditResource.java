package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ReadAuditTrailUseCase;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.PageRequest;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who did what in the caller's workspace. */
@Path("")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
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
    @Path("audit-events")
    @Operation(operationId = "listAuditEvents", summary = "What was done, newest first")
    public JsonObject list(@BeanParam AuditParameters parameters) {
        PageRequest page = parameters.page();
        return AuditJson.page(trail.list(caller.get(), parameters.filter(), page), page, AuditJson::toJson);
    }

    @GET
    @Path("audit-events/{id}")
    @Operation(operationId = "viewAuditEvent", summary = "One event")
    public JsonObject view(@PathParam("id") String id) {
        return trail.view(caller.get(), Ids.parse(id)).map(AuditJson::toJson).orElseThrow(NotFoundException::new);
    }

    @GET
    @Path("clients/{id}/accesses")
    @Operation(operationId = "listAccesses", summary = "Who dealt with this client's data, when, and which fields")
    public JsonObject accesses(@PathParam("id") String id, @BeanParam AuditParameters parameters) {
        PageRequest page = parameters.page();
        var client = new ClientId(Ids.parse(id));
        return trail.accesses(caller.get(), client, page)
                .map(found -> AuditJson.page(found, page, event -> AuditJson.access(event, client)))
                .orElseThrow(NotFoundException::new);
    }
}
