package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ManageReencryptionsUseCase;
import com.pazpaz.application.port.in.ManageReencryptionsUseCase.Progress;
import com.pazpaz.application.port.in.UnknownReencryptionException;
import com.pazpaz.domain.model.ReencryptionState;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Re-encryptions of all workspaces' records under the active key. */
@Path("re-encryptions")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Re-encryptions")
public class ReencryptionsResource {

    private final CurrentCaller caller;
    private final ManageReencryptionsUseCase reencryptions;

    @Inject
    public ReencryptionsResource(CurrentCaller caller, ManageReencryptionsUseCase reencryptions) {
        this.caller = caller;
        this.reencryptions = reencryptions;
    }

    @POST
    @Operation(operationId = "startReencryption", summary = "Rewrite every record that is not under the active key")
    public Response start(@Context UriInfo uri, InputStream body) {
        JsonObject options = StrictJsonReader.readOptional(body);
        ReencryptionOptions parsed = ReencryptionOptions.of(options);
        if (parsed.dryRun()) {
            return Response.ok(ReencryptionJson.estimate(reencryptions.estimate(caller.get())))
                    .build();
        }
        Progress started = reencryptions.start(caller.get(), parsed.limits());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(started.run().id().toString())
                        .build())
                .entity(ReencryptionJson.toJson(started))
                .build();
    }

    @GET
    @Operation(operationId = "listReencryptions", summary = "The last re-encryptions, latest first")
    public JsonObject list() {
        var items = Json.createArrayBuilder();
        reencryptions.latest(caller.get()).forEach(each -> items.add(ReencryptionJson.toJson(each)));
        return Json.createObjectBuilder().add("items", items).build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "viewReencryption", summary = "How far a re-encryption is")
    public JsonObject view(@PathParam("id") String id) {
        return ReencryptionJson.toJson(reencryptions.find(caller.get(), parse(id)));
    }

    @PATCH
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "limitReencryption", summary = "Change the limits of a re-encryption while it runs")
    public JsonObject limit(@PathParam("id") String id, JsonObject limits) {
        UUID run = parse(id);
        var kept = reencryptions.find(caller.get(), run).run().limits();
        return ReencryptionJson.toJson(reencryptions.limit(
                caller.get(), run, ReencryptionOptions.of(limits, kept).limits()));
    }

    @POST
    @Path("{id}/pause")
    @Operation(operationId = "pauseReencryption", summary = "Rewrite nothing until it is resumed")
    public JsonObject pause(@PathParam("id") String id) {
        return move(id, ReencryptionState.PAUSED);
    }

    @POST
    @Path("{id}/resume")
    @Operation(operationId = "resumeReencryption", summary = "Go on with a re-encryption that was paused")
    public JsonObject resume(@PathParam("id") String id) {
        return move(id, ReencryptionState.RUNNING);
    }

    @POST
    @Path("{id}/stop")
    @Operation(operationId = "stopReencryption", summary = "End a re-encryption; what it rewrote stays rewritten")
    public JsonObject stop(@PathParam("id") String id) {
        return move(id, ReencryptionState.STOPPED);
    }

    private JsonObject move(String id, ReencryptionState next) {
        return ReencryptionJson.toJson(reencryptions.move(caller.get(), parse(id), next));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new UnknownReencryptionException();
        }
    }
}
