package com.pazpaz.it;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Many clients of one practice in plaintext. Their values follow from their ids, so that nobody has to keep them. */
final class LegacyClients {

    static final List<String> FIELDS = List.of(
            "first_name",
            "last_name",
            "email",
            "phone",
            "date_of_birth",
            "address",
            "medical_history",
            "notes",
            "tags");

    private LegacyClients() {}

    /** The id of one of them. */
    static UUID id(int number) {
        return new UUID(0x1000_4000L | ((long) number << 32), 0x8000_0000_0000_0000L | number);
    }

    /** Has the old application insert them, and gives their ids. */
    static Set<UUID> insert(PlaintextPractice practice, UUID workspace, int count) {
        practice.asOldApplication("INSERT INTO public.clients (id, workspace_id, first_name, last_name, email, phone,"
                + " date_of_birth, address, medical_history, notes, tags) SELECT id, '" + workspace + "',"
                + " 'first_name ' || id, 'last_name ' || id, 'email-' || id || '@example.org', 'phone ' || left(id::text, 8), '1990-05-17',"
                + " 'address ' || id, 'medical_history ' || id, 'notes ' || id, ARRAY['tags', id::text]"
                + " FROM (SELECT (lpad(to_hex(n), 8, '0') || '-1000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id"
                + " FROM generate_series(1, " + count + ") n) numbered");
        Set<UUID> ids = new TreeSet<>();
        for (int number = 1; number <= count; number++) {
            ids.add(id(number));
        }
        return ids;
    }

    /** What a field of a client holds as long as nobody edits it. */
    static String value(String field, UUID id) {
        return switch (field) {
            case "date_of_birth" -> "1990-05-17";
            case "email" -> "email-" + id + "@example.org";
            case "phone" -> "phone " + id.toString().substring(0, 8);
            case "tags" -> "[\"tags\",\"" + id + "\"]";
            default -> field + " " + id;
        };
    }

    /** What the API shows of a field. */
    static String text(JsonObject client, String field) {
        return field.equals("tags") ? client.getJsonArray(field).toString() : client.getString(field);
    }
}
