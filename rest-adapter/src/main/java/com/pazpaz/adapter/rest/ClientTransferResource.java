package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ExportClientsUseCase;
import com.pazpaz.application.port.in.ImportClientsUseCase;
import com.pazpaz.application.port.in.ImportClientsUseCase.Report;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.phi.Client;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Many clients at once: import and export, streamed, so that memory does not grow with their number. */
@Path("clients")
@Dependent
@Tag(name = "Clients")
public class ClientTransferResource {

    private static final long MAX_IMPORT_BYTES = 4L * 1024 * 1024 * 1024;

    private final CurrentCaller caller;
    private final ImportClientsUseCase imports;
    private final ExportClientsUseCase exports;

    @Inject
    public ClientTransferResource(CurrentCaller caller, ImportClientsUseCase imports, ExportClientsUseCase exports) {
        this.caller = caller;
        this.imports = imports;
        this.exports = exports;
    }

    @POST
    @Path("import")
    @Consumes("text/csv")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "importClients",
            summary = "Import clients from CSV; valid rows are stored, others reported")
    public JsonObject importClients(InputStream file) {
        var rows = new ClientCsv(new BodyLimit(file, MAX_IMPORT_BYTES));
        return toJson(imports.importAll(caller.get(), rows), rows);
    }

    @GET
    @Path("export")
    @Produces("application/x-ndjson")
    @Operation(operationId = "exportClients", summary = "Export all clients, archived ones too, one JSON object a line")
    @APIResponse(
            responseCode = "200",
            content = @Content(mediaType = "application/x-ndjson", schema = @Schema(ref = "Client")))
    public StreamingOutput exportClients() {
        Caller exporting = caller.get();
        exports.requirePermission(exporting);
        return out -> exports.export(exporting, new Lines(out));
    }

    private static JsonObject toJson(Report report, ClientCsv rows) {
        var errors = Json.createArrayBuilder();
        report.errors()
                .forEach(error -> errors.add(Json.createObjectBuilder()
                        .add("line", error.line())
                        .add("field", error.violation().field())
                        .add("message", error.violation().message())));
        return Json.createObjectBuilder()
                .add("accepted", report.accepted())
                .add("rejected", report.rejected())
                .add("errors", errors)
                .add("ignored_columns", Json.createArrayBuilder(rows.ignoredColumns()))
                .build();
    }

    /** Writes each client as a line of its own. */
    private record Lines(OutputStream out) implements ExportClientsUseCase.Receiver {

        @Override
        public void readable(Client client) {
            write(ClientJson.toJson(client));
        }

        @Override
        public void unreadable(ClientId id) {
            write(Json.createObjectBuilder()
                    .add("id", id.toString())
                    .add("unreadable", true)
                    .build());
        }

        private void write(JsonObject line) {
            try {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
