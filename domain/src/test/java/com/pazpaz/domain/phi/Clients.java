package com.pazpaz.domain.phi;

import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.Origin;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Made-up clients, and those who ask for them. */
public final class Clients {

    public static final Instant NOW = Instant.parse("2030-06-15T08:30:00.123456Z");
    public static final LocalDate TODAY = LocalDate.parse("2030-06-15");
    public static final Origin ORIGIN = new Origin("request-1", Optional.of("192.0.2.7"), Optional.of("a browser"));
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private Clients() {}

    /** A therapist of a workspace of their own. */
    public static Caller caller() {
        return caller(Role.THERAPIST);
    }

    /** Someone of a workspace of their own. */
    public static Caller caller(Role... roles) {
        return colleague(new WorkspaceId(UUID.randomUUID()), roles);
    }

    /** Someone of this workspace. */
    public static Caller colleague(WorkspaceId workspace, Role... roles) {
        return new Caller(new UserId(UUID.randomUUID()), workspace, Set.of(roles), ORIGIN);
    }

    /** No changes yet. */
    public static ClientChanges.Builder changes() {
        return ClientChanges.builder(TODAY);
    }

    public static ClientChanges named(String firstName, String lastName) {
        return changes()
                .set(ClientField.FIRST_NAME, firstName)
                .set(ClientField.LAST_NAME, lastName)
                .build();
    }

    /** A value for every field of the registry. */
    public static ClientChanges withEveryField() {
        var changes = changes();
        for (ClientField field : ClientField.values()) {
            switch (field.kind()) {
                case TAGS -> changes.set(field, List.of("made up", "בדוי"));
                case EMAIL -> changes.set(field, "tuvia@example.org");
                case DATE -> changes.set(field, "1984-02-29");
                case NAME, PHONE, TEXT -> changes.set(field, "made-up " + field.logicalName());
            }
        }
        return changes.build();
    }

    public static Client registered() {
        return registered(caller().workspace(), named("Tuvia", "Testovsky"));
    }

    public static Client registered(WorkspaceId workspace, ClientChanges values) {
        return Client.register(workspace, values, NOW);
    }

    /** What the client's field holds; empty text if it is absent. */
    public static String text(Client client, ClientField field) {
        return client.value(field).map(phi -> phi.reveal()).orElse("");
    }

    /** First and last name, as one text. */
    public static String fullName(Client client) {
        return text(client, ClientField.FIRST_NAME) + " " + text(client, ClientField.LAST_NAME);
    }
}
