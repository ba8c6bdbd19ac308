package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ArchiveClientUseCase;
import com.pazpaz.application.port.in.ChangeClientUseCase;
import com.pazpaz.application.port.in.ListClientsUseCase;
import com.pazpaz.application.port.in.RegisterClientUseCase;
import com.pazpaz.application.port.in.RestoreClientUseCase;
import com.pazpaz.application.port.in.ViewClientUseCase;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.validation.Validator;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The clients of the caller's workspace. */
@Path("clients")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients")
public class ClientsResource {

    private final CurrentCaller caller;
    private final RegisterClientUseCase registration;
    private final ViewClientUseCase view;
    private final ListClientsUseCase list;
    private final ChangeClientUseCase change;
    private final ArchiveClientUseCase archive;
    private final RestoreClientUseCase restore;
    private final Validator validator;

    @Inject
    public ClientsResource(
            CurrentCaller caller,
            RegisterClientUseCase registration,
            ViewClientUseCase view,
            ListClientsUseCase list,
            ChangeClientUseCase change,
            ArchiveClientUseCase archive,
            RestoreClientUseCase restore,
            Validator validator) {
        this.caller = caller;
        this.registration = registration;
        this.view = view;
        this.list = list;
        this.change = change;
        this.archive = archive;
        this.restore = restore;
        this.validator = validator;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "registerClient", summary = "Register a client")
    public Response register(JsonObject body, @Context UriInfo uri) {
        Client client = registration.register(caller.get(), ClientJson.newClient(body));
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(client.id().toString())
                        .build())
                .tag(IfMatch.tagOf(client.header().edits()))
                .entity(ClientJson.toJson(client))
                .build();
    }

    @GET
    @Operation(operationId = "listClients", summary = "List clients by name")
    public JsonObject list(@BeanParam ListParameters parameters) {
        return ClientJson.toJson(list.list(caller.get(), parameters.toQuery(validator)));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "viewClient", summary = "Show a client")
    public Response view(@PathParam("id") String id) {
        return reply(view.view(caller.get(), parse(id)));
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "changeClient", summary = "Change the members given; null clears")
    public Response change(
            @PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonObject body) {
        return reply(change.change(caller.get(), parse(id), ClientJson.changes(body), IfMatch.of(ifMatch)));
    }

    @DELETE
    @Path("{id}")
    @Operation(operationId = "archiveClient", summary = "Archive a client; nothing is lost")
    public Response archive(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return archive.archive(caller.get(), parse(id), IfMatch.of(ifMatch))
                .map(archived -> Response.noContent().build())
                .orElseThrow(NotFoundException::new);
    }

    @POST
    @Path("{id}/restore")
    @Operation(operationId = "restoreClient", summary = "Put an archived client back into the list")
    public Response restore(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return reply(restore.restore(caller.get(), parse(id), IfMatch.of(ifMatch)));
    }

    private static Response reply(Optional<Client> found) {
        Client client = found.orElseThrow(NotFoundException::new);
        return Response.ok(ClientJson.toJson(client))
                .tag(IfMatch.tagOf(client.header().edits()))
                .build();
    }

    private static ClientId parse(String id) {
        return new ClientId(Ids.parse(id));
    }
}
