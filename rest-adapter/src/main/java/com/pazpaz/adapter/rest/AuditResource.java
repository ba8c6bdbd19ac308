package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ReadAuditTrailUseCase;
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
@Path("audit-events")
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
    @Operation(operationId = "listAuditEvents", summary = "What was done, newest first")
    public JsonObject list(@BeanParam AuditParameters parameters) {
        PageRequest page = parameters.page();
        return AuditJson.page(trail.list(caller.get(), parameters.filter(), page), page, AuditJson::toJson);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "viewAuditEvent", summary = "One event")
    public JsonObject view(@PathParam("id") String id) {
        return trail.view(caller.get(), Ids.parse(id)).map(AuditJson::toJson).orElseThrow(NotFoundException::new);
    }
}
