package com.pazpaz.adapter.migration;

import com.pazpaz.application.port.out.crypto.AdoptedCipherPort;
import com.pazpaz.application.port.out.crypto.UnreadableAdoptedValueException;
import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between {@link Client} and the rows of the plaintext table, both ways. */
final class PlaintextMapper {

    private static final String FINITE_CREATED = "CASE WHEN isfinite(c.created_at) THEN c.created_at END";
    private static final String FINITE_UPDATED = "CASE WHEN isfinite(c.updated_at) THEN c.updated_at END";

    /** What {@link #toRow} reads besides the values: e is the ciphertext of the row c, p its mark. */
    static final String HEADER = "c.workspace_id, c.id, coalesce(c.consent_status, false) AS consent_status,"
            + " coalesce(c.is_active, true) AS is_active,"
            + " coalesce(" + FINITE_CREATED + ", " + FINITE_UPDATED + ", 'epoch') AS created_at,"
            + " coalesce(" + FINITE_UPDATED + ", " + FINITE_CREATED + ", 'epoch') AS updated_at,"
            + " p.id IS NOT NULL AS pending,"
            // A row that is marked is newer than its ciphertext, whatever became of that meanwhile.
            + " CASE WHEN p.id IS NULL THEN coalesce(e.edits, 1) ELSE greatest(p.edits, coalesce(e.edits, 0) + 1) END"
            + " AS edits,"
            + " CASE WHEN p.id IS NULL THEN coalesce(e.revision, 1) ELSE greatest(p.revision, coalesce(e.revision, 0) + 1)"
            + " END AS revision, coalesce(e.revision, 0) AS written";

    private final AdoptedCipherPort adopted;

    PlaintextMapper(AdoptedCipherPort adopted) {
        this.adopted = adopted;
    }

    PlaintextRow toRow(MigratedColumns columns, ResultSet row) throws SQLException {
        Map<ClientField, Phi> values = new EnumMap<>(ClientField.class);
        Set<ClientField> unreadable = EnumSet.noneOf(ClientField.class);
        for (MigratedColumn column : columns.all()) {
            String text = row.getString(column.name());
            if (text != null) {
                try {
                    value(column, text).ifPresent(value -> values.put(column.field(), value));
                } catch (UnreadableAdoptedValueException e) {
                    unreadable.add(column.field());
                }
            }
        }
        var header = new ClientHeader(
                new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new ClientId(row.getObject("id", UUID.class)),
                row.getBoolean("consent_status"),
                row.getBoolean("is_active"),
                row.getLong("edits"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
        return new PlaintextRow(
                new Client(header, values),
                row.getLong("revision"),
                row.getLong("written"),
                row.getBoolean("pending"),
                unreadable);
    }

    private Optional<Phi> value(MigratedColumn column, String stored) {
        String text = column.form().map(form -> decrypted(form, stored)).orElse(stored);
        return column.field() == ClientField.TAGS
                ? ListText.read(text).map(list -> list)
                : Optional.of(Phi.of(column.field(), text));
    }

    private String decrypted(AdoptedForm form, String stored) {
        if (form instanceof AdoptedForm.OfText ofText) {
            return adopted.decryptText(ofText, stored);
        }
        return adopted.decryptBinary(
                (AdoptedForm.OfBytes) form, Base64.getMimeDecoder().decode(stored));
    }

    /**
     * What a column is to be given for a value, as its kind takes it; null for no value.
     *
     * @throws InvalidClientException if PostgreSQL cannot hold it as plaintext
     */
    @RevealsPhi("the plaintext half of a table that is being migrated holds plaintext")
    @Nullable
    String toColumn(MigratedColumn column, Optional<Phi> value) {
        if (value.isEmpty()) {
            return null;
        }
        String text = value.get().reveal();
        if (hasNul(text)
                || (column.field() == ClientField.TAGS
                        && ListText.labels(text).stream().anyMatch(PlaintextMapper::hasNul))) {
            throw new InvalidClientException(List.of(new Violation(
                    column.name(),
                    "must not contain U+0000 as long as the clients are being migrated from plaintext")));
        }
        return column.form().map(form -> encrypted(form, text)).orElse(text);
    }

    private static boolean hasNul(String text) {
        return text.indexOf('\0') >= 0;
    }

    private String encrypted(AdoptedForm form, String text) {
        if (form instanceof AdoptedForm.OfText ofText) {
            return adopted.encryptText(ofText, text);
        }
        return Base64.getEncoder().encodeToString(adopted.encryptBinary((AdoptedForm.OfBytes) form, text));
    }
}
