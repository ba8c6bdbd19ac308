package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.BreakGlassUseCase;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.Violation;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole record of a client, for a limited time, in an emergency. */
@Path("clients")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Clients")
public class BreakGlassResource {

    private final CurrentCaller caller;
    private final BreakGlassUseCase glass;

    @Inject
    public BreakGlassResource(CurrentCaller caller, BreakGlassUseCase glass) {
        this.caller = caller;
        this.glass = glass;
    }

    @POST
    @Path("{id}/break-glass")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "breakGlass", summary = "See the whole record of a client for a while, in an emergency")
    public JsonObject breakGlass(@PathParam("id") String id, JsonObject body) {
        return glass.breakGlass(caller.get(), new ClientId(Ids.parse(id)), reason(body))
                .map(BreakGlassResource::toJson)
                .orElseThrow(NotFoundException::new);
    }

    /** @throws RefusedRequestException if it is none of the list */
    private static EmergencyReason reason(JsonObject body) {
        if (body.get("reason") instanceof JsonString code) {
            return EmergencyReason.of(code.getString()).orElseThrow(BreakGlassResource::noReason);
        }
        throw noReason();
    }

    private static RefusedRequestException noReason() {
        String known = Arrays.stream(EmergencyReason.values())
                .map(EmergencyReason::code)
                .collect(Collectors.joining(", "));
        return RefusedRequestException.invalid(List.of(new Violation("reason", "must be one of " + known)));
    }

    private static JsonObject toJson(EmergencyAccess access) {
        return Json.createObjectBuilder()
                .add("id", access.id().toString())
                .add("client_id", access.client().toString())
                .add("reason", access.reason().code())
                .add("expires_at", ClientJson.time(access.until()))
                .build();
    }
}
