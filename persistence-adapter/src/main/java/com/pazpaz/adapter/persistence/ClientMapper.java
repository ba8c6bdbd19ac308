package com.pazpaz.adapter.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.encrypted.EncryptedName;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ClientHeader;
import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Between {@link EncryptedClient} and the rows of {@code clients}, both ways. */
final class ClientMapper {

    /** What {@link #toName} reads, in its order. */
    static final String NAME_ATTRIBUTES = "c.id, c.active, c.keyVersion, c.revision, c.firstName, c.lastName";

    private ClientMapper() {}

    static ClientEntity toEntity(EncryptedClient client) {
        ClientHeader header = client.header();
        var entity = new ClientEntity();
        entity.workspaceId = header.workspace().value();
        entity.id = header.id().value();
        client.fields().forEach(entity::set);
        entity.consentStatus = header.consentStatus();
        entity.active = header.active();
        entity.keyVersion = client.keyVersion().number();
        entity.revision = client.revision();
        entity.recordMac = client.mac().toBytes();
        entity.edits = header.edits();
        entity.createdAt = header.createdAt();
        entity.updatedAt = header.updatedAt();
        return entity;
    }

    static EncryptedClient toClient(ClientEntity entity) {
        Map<ClientField, Ciphertext> fields = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            Ciphertext value = entity.get(field);
            if (value != null) {
                fields.put(field, value);
            }
        }
        var header = new ClientHeader(
                new WorkspaceId(entity.workspaceId),
                new ClientId(entity.id),
                entity.consentStatus,
                entity.active,
                entity.edits,
                entity.createdAt,
                entity.updatedAt);
        return new EncryptedClient(
                header, new KeyVersion(entity.keyVersion), entity.revision, fields, new RecordMac(entity.recordMac));
    }

    /** @param row as {@link #NAME_ATTRIBUTES} selects it */
    static EncryptedName toName(WorkspaceId workspace, @Nullable Object[] row) {
        return new EncryptedName(
                workspace,
                new ClientId((UUID) present(row[0])),
                (boolean) present(row[1]),
                new KeyVersion((int) present(row[2])),
                (long) present(row[3]),
                Optional.ofNullable((Ciphertext) row[4]),
                Optional.ofNullable((Ciphertext) row[5]));
    }

    /** The name of the entity's attribute: {@code firstName} for {@code first_name}. */
    static String attributeOf(ClientField field) {
        var name = new StringBuilder();
        boolean capital = false;
        for (char c : field.logicalName().toCharArray()) {
            if (c == '_') {
                capital = true;
            } else {
                name.append(capital ? Character.toUpperCase(c) : c);
                capital = false;
            }
        }
        return name.toString();
    }

    private static Object present(@Nullable Object value) {
        if (value == null) {
            throw new IllegalStateException(
                    "A column that cannot be NULL is NULL: check the schema with ./pazpaz schema");
        }
        return value;
    }
}
