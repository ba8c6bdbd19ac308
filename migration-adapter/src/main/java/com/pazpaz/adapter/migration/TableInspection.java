package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientField;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks whether a table of plaintext can be migrated, and says of everything that is in the way how to move it out. */
final class TableInspection {

    static final String TABLE = "public.clients";

    private static final Map<String, List<String>> PLAIN = Map.of(
            "workspace_id", List.of("uuid"),
            "id", List.of("uuid"),
            "consent_status", List.of("boolean"),
            "is_active", List.of("boolean"),
            "created_at", List.of("timestamp with time zone"),
            "updated_at", List.of("timestamp with time zone"));

    private static final String COLUMNS =
            "SELECT attname, format_type(atttypid, atttypmod) AS type, attnotnull, atthasdef"
                    + " OR attidentity <> '' AS filled, attgenerated <> '' AS generated FROM pg_attribute WHERE attrelid = '"
                    + TABLE
                    + "'::regclass AND attnum > 0 AND NOT attisdropped";

    private static final String UNIQUE =
            "SELECT i.indexrelid::regclass::text AS name, array_agg(a.attname::text) AS columns,"
                    + " i.indpred IS NULL AND i.indexprs IS NULL AS whole FROM pg_index i"
                    + " LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)"
                    + " WHERE i.indrelid = '" + TABLE + "'::regclass AND i.indisunique GROUP BY 1, 3";

    /** Asked in a login of the application. */
    static final String RIGHTS_OF_THE_APPLICATION = "SELECT format('%I may use " + TABLE
            + " itself, and would see every"
            + " workspace: REVOKE ALL ON " + TABLE + " FROM PUBLIC, %I', current_user, current_user) FROM pg_class c"
            + " WHERE c.oid = to_regclass('" + TABLE
            + "') AND (has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')"
            + " OR has_table_privilege(c.oid, 'DELETE, TRUNCATE') OR pg_has_role(c.relowner, 'MEMBER'))";

    /** What changes a value on its way would make the two halves differ. */
    private static final String CHANGING =
            "SELECT format('The trigger %I may change what PazPaz writes: make it one with WHEN"
                    + " (current_setting(''pazpaz.halves'', true) IS DISTINCT FROM ''both'')', tgname) FROM pg_trigger WHERE tgrelid = '"
                    + TABLE
                    + "'::regclass AND NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 3 = 3 AND tgtype & 20 <> 0"
                    + " AND pg_get_triggerdef(oid) NOT LIKE '%pazpaz.halves%'";

    private record Column(String type, boolean notNull, boolean filled, boolean generated) {}

    private final Connection owner;
    private final Map<String, String> forms;
    private final List<String> obstacles = new ArrayList<>();
    private final List<MigratedColumn> columns = new ArrayList<>();

    private TableInspection(Connection owner, Map<String, String> forms) {
        this.owner = owner;
        this.forms = forms;
    }

    /**
     * Inspects.
     *
     * @param forms the forms of columns that are not plaintext, by the logical names of their fields
     */
    static TableInspection of(Connection owner, Map<String, String> forms) throws SQLException {
        var inspection = new TableInspection(owner, forms);
        inspection.inspect();
        return inspection;
    }

    List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    List<MigratedColumn> columns() {
        return List.copyOf(columns);
    }

    private void inspect() throws SQLException {
        if (!is("SELECT to_regclass('" + TABLE + "') IS NOT NULL")) {
            obstacles.add("There is no table " + TABLE
                    + " in this database. If it is in another schema: ALTER TABLE … SET SCHEMA public");
            return;
        }
        inspectTable();
        Map<String, Column> found = found();
        PLAIN.forEach((name, types) -> requireType(found, name, types));
        for (ClientField field : ClientField.values()) {
            inspectField(field, Optional.ofNullable(found.get(field.logicalName())));
        }
        inspectOthers(found);
        inspectUniqueness();
        obstacles.addAll(texts(CHANGING));
        obstacles.addAll(texts("SELECT format('The constraint %I looks at values, and PazPaz has rules of its own:"
                + " ALTER TABLE " + TABLE
                + " DROP CONSTRAINT %I', conname, conname) FROM pg_constraint c WHERE conrelid = '"
                + TABLE
                + "'::regclass AND contype = 'c' AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.conrelid"
                + " AND a.attnum = ANY (c.conkey) AND a.attname = ANY (string_to_array('" + MigratedColumns.FIELDS
                + "', ', ')))"));
        for (String name : forms.keySet()) {
            if (ClientField.named(name).isEmpty()) {
                obstacles.add("There is no protected field " + name + ". They are " + MigratedColumns.FIELDS);
            }
        }
    }

    private void inspectTable() throws SQLException {
        if (!text("SELECT getdatabaseencoding()").equals("UTF8")) {
            obstacles.add(
                    "The database is not encoded in UTF8, and cannot hold every text: restore a dump of it into one that"
                            + " is");
        }
        if (!is("SELECT relkind = 'r' AND NOT relhassubclass AND NOT relispartition FROM pg_class WHERE oid = '" + TABLE
                + "'::regclass")) {
            obstacles.add(TABLE + " is no plain table: partitioned and inherited ones cannot be migrated");
        }
        if (!is("SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = '" + TABLE + "'::regclass")) {
            obstacles.add(text("SELECT format('%I does not own " + TABLE
                    + "', current_user) || CASE WHEN r.rolsuper THEN format(', and a superuser does. As that: CREATE ROLE"
                    + " clients_owner NOLOGIN; ALTER TABLE " + TABLE
                    + " OWNER TO clients_owner; GRANT clients_owner TO %I',"
                    + " current_user) ELSE format('. As a superuser: GRANT %I TO %I', r.rolname, current_user) END FROM pg_class c"
                    + " JOIN pg_roles r ON r.oid = c.relowner WHERE c.oid = '" + TABLE + "'::regclass"));
        }
        if (is("SELECT relforcerowsecurity FROM pg_class WHERE oid = '" + TABLE + "'::regclass")) {
            obstacles.add("Its row-level security would hide rows from the migration: ALTER TABLE " + TABLE
                    + " NO FORCE ROW LEVEL SECURITY");
        }
        if (!is("SELECT has_database_privilege(current_database(), 'CREATE')")) {
            obstacles.add(
                    text("SELECT format('%I cannot create a schema. As a superuser: GRANT CREATE ON DATABASE %I TO %I',"
                            + " current_user, current_database(), current_user)"));
        }
    }

    private void requireType(Map<String, Column> found, String name, List<String> types) {
        Column column = found.get(name);
        if (column == null) {
            obstacles.add("The column " + name + " is missing: ALTER TABLE " + TABLE + " ADD COLUMN " + name + " "
                    + types.get(0));
        } else if (!types.contains(column.type())) {
            obstacles.add(
                    "The column " + name + " is of type " + column.type() + ", and must be of type " + types.get(0));
        } else if (name.endsWith("id") && !column.notNull()) {
            obstacles.add("The column " + name + " may be NULL: ALTER TABLE " + TABLE + " ALTER COLUMN " + name
                    + " SET NOT NULL");
        }
    }

    private void inspectField(ClientField field, Optional<Column> found) {
        String name = field.logicalName();
        if (found.isEmpty()) {
            obstacles.add("The column " + name + " is missing: ALTER TABLE " + TABLE + " ADD COLUMN " + name
                    + (field == ClientField.TAGS ? " text[]" : " text"));
            return;
        }
        Column column = found.get();
        Optional<ColumnKind> kind = ColumnKind.ofType(column.type());
        if (kind.isEmpty()) {
            obstacles.add("The column " + name + " is of type " + column.type()
                    + ". What can be migrated is text, varchar, date, text[], json, jsonb, and bytea with a form");
            return;
        }
        Optional<AdoptedForm> form = form(name);
        obstacleOfForm(field, kind.get(), form).ifPresent(obstacles::add);
        columns.add(new MigratedColumn(field, kind.get(), form));
        if (column.notNull() && !field.required()) {
            obstacles.add("The column " + name + " cannot be NULL, and PazPaz clears fields: ALTER TABLE " + TABLE
                    + " ALTER COLUMN " + name + " DROP NOT NULL");
        }
        if (column.generated()) {
            obstacles.add("The column " + name + " is generated, and so cannot be written");
        }
        if (isNarrower(column.type(), form.isPresent() ? Integer.MAX_VALUE : field.maxLength())) {
            obstacles.add("The column " + name + " is narrower than what PazPaz may write: ALTER TABLE " + TABLE
                    + " ALTER COLUMN " + name + " TYPE text" + (kind.get() == ColumnKind.ARRAY ? "[]" : ""));
        }
    }

    private Optional<AdoptedForm> form(String name) {
        try {
            return Optional.ofNullable(forms.get(name)).map(AdoptedForm::parse);
        } catch (IllegalArgumentException e) {
            obstacles.add(name + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<String> obstacleOfForm(ClientField field, ColumnKind kind, Optional<AdoptedForm> form) {
        String name = field.logicalName();
        if (form.isPresent()) {
            ColumnKind needed = form.get() instanceof AdoptedForm.OfText ? ColumnKind.TEXT : ColumnKind.BYTES;
            return kind == needed
                    ? Optional.empty()
                    : Optional.of("The form " + form.get().spelling() + " is one of "
                            + (needed == ColumnKind.TEXT ? "text" : "bytea") + ", and the column " + name + " is not");
        }
        if (kind == ColumnKind.BYTES) {
            return Optional.of("The column " + name + " is bytea: say how its values are encrypted, --form " + name
                    + "=python-binary or --form " + name + "=python-unversioned:NAME");
        }
        boolean fits = field == ClientField.TAGS
                ? kind.isList()
                : kind == ColumnKind.TEXT || (field == ClientField.DATE_OF_BIRTH && kind == ColumnKind.DATE);
        return fits
                ? Optional.empty()
                : Optional.of("The column " + name + " has a type of another kind of value: "
                        + (field == ClientField.TAGS ? "text[], json or jsonb" : "text or varchar") + " is needed");
    }

    private static boolean isNarrower(String type, int needed) {
        String length = type.replaceAll("[^0-9]", "");
        return !length.isEmpty() && Integer.parseInt(length) < needed;
    }

    private void inspectOthers(Map<String, Column> found) {
        found.forEach((name, column) -> {
            if (!PLAIN.containsKey(name)
                    && ClientField.named(name).isEmpty()
                    && column.notNull()
                    && !column.filled()
                    && !column.generated()) {
                obstacles.add("PazPaz does not know the column " + name + ", which cannot be NULL: ALTER TABLE " + TABLE
                        + " ALTER COLUMN " + name + " DROP NOT NULL, or give it a default");
            }
        });
    }

    private void inspectUniqueness() throws SQLException {
        boolean identified = false;
        try (PreparedStatement statement = owner.prepareStatement(UNIQUE);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Set<String> names = new HashSet<>();
                for (Object name : (Object[]) rows.getArray("columns").getArray()) {
                    names.add(String.valueOf(name));
                }
                identified |= rows.getBoolean("whole")
                        && (names.equals(Set.of("id")) || names.equals(Set.of("workspace_id", "id")));
                if (names.stream().anyMatch(name -> ClientField.named(name).isPresent())) {
                    obstacles.add("The index " + rows.getString("name")
                            + " lets a value be there only once, which PazPaz does not promise: drop it");
                }
            }
        }
        if (!identified) {
            obstacles.add("Nothing keeps an id from being there twice: ALTER TABLE " + TABLE + " ADD PRIMARY KEY (id)");
        }
    }

    private Map<String, Column> found() throws SQLException {
        Map<String, Column> found = new HashMap<>();
        try (PreparedStatement statement = owner.prepareStatement(COLUMNS);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(
                        rows.getString("attname"),
                        new Column(
                                rows.getString("type"),
                                rows.getBoolean("attnotnull"),
                                rows.getBoolean("filled"),
                                rows.getBoolean("generated")));
            }
        }
        return found;
    }

    private boolean is(String sql) throws SQLException {
        return text(sql).equals("t");
    }

    private String text(String sql) throws SQLException {
        return texts(sql).stream().findFirst().orElse("");
    }

    private List<String> texts(String sql) throws SQLException {
        return Sql.texts(owner, sql);
    }
}
