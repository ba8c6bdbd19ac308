package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ListClientsUseCase.ClientPage;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.FieldKind;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.ClientChanges;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Clients as JSON: the one place where a request becomes a client, and a client a reply. */
final class ClientJson {

    static final String CONSENT_STATUS = "consent_status";
    static final String IS_ACTIVE = "is_active";

    /** Kept, because looking it up anew for every value searches the class path. */
    private static final JsonProvider JSON = JsonProvider.provider();

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private ClientJson() {}

    /** The last date that is not in the future anywhere on Earth: a child born today in Kiribati is no error. */
    static LocalDate latestDate() {
        return LocalDate.now(ZoneOffset.ofHours(14));
    }

    /**
     * A new client as it was sent.
     *
     * @throws InvalidClientException with every rule that is broken
     */
    static ClientChanges newClient(JsonObject body) {
        return read(body).requireAll().build();
    }

    /**
     * Changes as they were sent: the members present are set, or cleared by an explicit {@code null}.
     *
     * @throws InvalidClientException with every rule that is broken
     */
    static ClientChanges changes(JsonObject body) {
        return read(body).build();
    }

    private static ClientChanges.Builder read(JsonObject body) {
        var changes = ClientChanges.builder(latestDate());
        for (ClientField field : ClientField.values()) {
            JsonValue value = body.get(field.logicalName());
            if (value != null) {
                readField(changes, field, value);
            }
        }
        readFlag(changes, CONSENT_STATUS, body.get(CONSENT_STATUS));
        readFlag(changes, IS_ACTIVE, body.get(IS_ACTIVE));
        return changes;
    }

    private static void readField(ClientChanges.Builder changes, ClientField field, JsonValue value) {
        if (value == JsonValue.NULL) {
            changes.clear(field);
        } else if (field.kind() == FieldKind.TAGS) {
            readTags(changes, field, value);
        } else if (value instanceof JsonString string) {
            changes.set(field, string.getString());
        } else {
            changes.reject(field.logicalName(), "must be a string");
        }
    }

    private static void readTags(ClientChanges.Builder changes, ClientField field, JsonValue value) {
        List<String> labels = new ArrayList<>();
        if (value instanceof JsonArray array && array.stream().allMatch(JsonString.class::isInstance)) {
            array.forEach(label -> labels.add(((JsonString) label).getString()));
            changes.set(field, labels);
        } else {
            changes.reject(field.logicalName(), "must be an array of strings");
        }
    }

    private static void readFlag(ClientChanges.Builder changes, String member, @Nullable JsonValue value) {
        if (value == null) {
            return;
        }
        if (value != JsonValue.TRUE && value != JsonValue.FALSE) {
            changes.reject(member, "must be true or false");
        } else if (member.equals(CONSENT_STATUS)) {
            changes.consentStatus(value == JsonValue.TRUE);
        } else {
            changes.active(value == JsonValue.TRUE);
        }
    }

    /** A client as the API shows it: absent values as {@code null}, what the caller may not see left out. */
    static JsonObject toJson(Client client) {
        ClientHeader header = client.header();
        JsonObjectBuilder json = JSON.createObjectBuilder()
                .add("id", header.id().toString())
                .add("workspace_id", header.workspace().toString());
        for (ClientField field : ClientField.values()) {
            if (client.shown().contains(field)) {
                client.value(field)
                        .ifPresentOrElse(
                                value -> addValue(json, field, value), () -> json.addNull(field.logicalName()));
            }
        }
        return json.add("full_name", fullName(client))
                .add(CONSENT_STATUS, header.consentStatus())
                .add(IS_ACTIVE, header.active())
                .add("created_at", time(header.createdAt()))
                .add("updated_at", time(header.updatedAt()))
                .addNull("next_appointment")
                .addNull("last_appointment")
                .add("appointment_count", 0)
                .build();
    }

    /** A page of the list. */
    static JsonObject toJson(ClientPage page) {
        var items = JSON.createArrayBuilder();
        page.clients().forEach(client -> items.add(toJson(client)));
        var unreadable = JSON.createArrayBuilder();
        page.unreadable().forEach(id -> unreadable.add(id.toString()));
        return JSON.createObjectBuilder()
                .add("items", items)
                .add("total", page.total())
                .add("page", page.request().number())
                .add("page_size", page.request().size())
                .add("total_pages", page.totalPages())
                .add("unreadable", unreadable)
                .build();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    @RevealsPhi("the reply goes, over TLS, to a caller of the client's own workspace")
    private static void addValue(JsonObjectBuilder json, ClientField field, Phi value) {
        if (field.kind() == FieldKind.TAGS) {
            try (var reader = JSON.createReader(new StringReader(value.reveal()))) {
                json.add(field.logicalName(), reader.readArray());
            }
        } else {
            json.add(field.logicalName(), value.reveal());
        }
    }

    @RevealsPhi("the reply goes, over TLS, to a caller of the client's own workspace")
    private static String fullName(Client client) {
        return Stream.of(ClientField.FIRST_NAME, ClientField.LAST_NAME)
                .flatMap(field -> client.value(field).stream())
                .map(name -> name.reveal())
                .collect(Collectors.joining(" "));
    }
}
