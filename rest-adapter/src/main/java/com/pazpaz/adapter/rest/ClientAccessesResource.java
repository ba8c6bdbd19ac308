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

/** Who dealt with the data of a client. */
@Path("clients")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Audit")
public class ClientAccessesResource {

    private final CurrentCaller caller;
    private final ReadAuditTrailUseCase trail;

    @Inject
    public ClientAccessesResource(CurrentCaller caller, ReadAuditTrailUseCase trail) {
        this.caller = caller;
        this.trail = trail;
    }

    @GET
    @Path("{id}/accesses")
    @Operation(operationId = "listAccesses", summary = "Who dealt with this client's data, when, and which fields")
    public JsonObject accesses(@PathParam("id") String id, @BeanParam AuditParameters parameters) {
        PageRequest page = parameters.page();
        var client = new ClientId(Ids.parse(id));
        return trail.accesses(caller.get(), client, page)
                .map(found -> AuditJson.page(found, page, event -> AuditJson.access(event, client)))
                .orElseThrow(NotFoundException::new);
    }
}
