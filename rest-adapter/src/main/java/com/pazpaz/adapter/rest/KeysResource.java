package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ManageKeysUseCase;
import com.pazpaz.application.port.in.ManageKeysUseCase.KeyStatus;
import com.pazpaz.application.port.in.UnknownKeyException;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The key-encryption keys, which all workspaces share. */
@Path("keys")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Keys")
public class KeysResource {

    private final CurrentCaller caller;
    private final ManageKeysUseCase keys;

    @Inject
    public KeysResource(CurrentCaller caller, ManageKeysUseCase keys) {
        this.caller = caller;
        this.keys = keys;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "List the keys, what is encrypted under each, and who has loaded it")
    public JsonObject list() {
        var items = Json.createArrayBuilder();
        keys.list(caller.get()).forEach(key -> items.add(KeyJson.toJson(key)));
        return Json.createObjectBuilder().add("items", items).build();
    }

    @POST
    @Operation(operationId = "createKey", summary = "Create the next key; nothing is encrypted with it yet")
    public Response create(@Context UriInfo uri) {
        KeyStatus key = keys.create(caller.get());
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(key.version().toString())
                        .build())
                .entity(KeyJson.toJson(key))
                .build();
    }

    @POST
    @Path("{version}/activate")
    @Operation(operationId = "activateKey", summary = "Encrypt with this key from now on")
    public JsonObject activate(@PathParam("version") String version) {
        return KeyJson.toJson(keys.activate(caller.get(), parse(version)));
    }

    @POST
    @Path("{version}/deactivate")
    @Operation(operationId = "deactivateKey", summary = "See to it that this key encrypts nothing any more")
    public JsonObject deactivate(@PathParam("version") String version) {
        return KeyJson.toJson(keys.deactivate(caller.get(), parse(version)));
    }

    @POST
    @Path("{version}/compromise")
    @Operation(operationId = "compromiseKey", summary = "Mark this key as known to someone who should not know it")
    public JsonObject compromise(@PathParam("version") String version, InputStream body) {
        JsonObject json = StrictJsonReader.readOptional(body);
        return KeyJson.toJson(keys.compromise(caller.get(), parse(version), KeyJson.reason(json)));
    }

    @DELETE
    @Path("{version}")
    @Operation(operationId = "retireKey", summary = "Destroy a key that nothing is encrypted under, for good")
    public JsonObject retire(@PathParam("version") String version) {
        return KeyJson.toJson(keys.retire(caller.get(), parse(version)));
    }

    private static KeyVersion parse(String version) {
        try {
            return KeyVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new UnknownKeyException();
        }
    }
}
