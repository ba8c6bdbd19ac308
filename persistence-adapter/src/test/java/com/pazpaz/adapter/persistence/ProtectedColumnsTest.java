package com.pazpaz.adapter.persistence;

import static com.pazpaz.application.port.out.persistence.EncryptedClients.newWorkspace;
import static com.pazpaz.application.port.out.persistence.EncryptedClients.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.EncryptedClient;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.WorkspaceId;
import jakarta.persistence.metamodel.Attribute;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a field of the registry needs in this module. Each test says what is missing. */
class ProtectedColumnsTest {

    private final WorkspaceId workspace = newWorkspace();
    private Connection owner;

    @BeforeEach
    void open() throws SQLException {
        Keys.open(workspace);
        owner = TestDatabase.asOwner();
    }

    @AfterEach
    void close() throws SQLException {
        owner.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasAnAttribute(ClientField field) {
        String attribute = ClientMapper.attributeOf(field);

        assertThat(TestDatabase.entityManagers()
                        .getMetamodel()
                        .entity(ClientEntity.class)
                        .getAttributes())
                .as("add attribute %s of type Ciphertext to ClientEntity", attribute)
                .filteredOn(declared -> declared.getJavaType().equals(Ciphertext.class))
                .extracting(Attribute::getName)
                .contains(attribute);
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldHasAColumn(ClientField field) throws SQLException {
        assertThat(Sql.query(
                        owner,
                        "SELECT domain_name || ' ' || is_nullable FROM information_schema.columns"
                                + " WHERE table_name = 'clients' AND column_name = ?",
                        field.logicalName()))
                .as("add a migration with column %s ciphertext to clients", field.logicalName())
                .containsExactly("ciphertext YES");
    }

    @ParameterizedTest
    @EnumSource
    void noColumnIsCompressed(ClientField field) throws SQLException {
        assertThat(Sql.query(
                        owner,
                        "SELECT attstorage FROM pg_attribute WHERE attrelid = 'clients'::regclass AND attname = ?",
                        field.logicalName()))
                .as("set the storage of column %s to EXTERNAL", field.logicalName())
                .containsExactly("e");
    }

    @ParameterizedTest
    @EnumSource
    void everyColumnRefusesTheVersionOfAnotherKey(ClientField field) {
        EncryptedClient client = store();
        String foreign = EncryptedClients.ciphertext(new KeyVersion(12), 20).text();

        assertThatThrownBy(() -> set(client, field.logicalName(), foreign))
                .as("add CONSTRAINT %s_version to clients", field.logicalName())
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(field.logicalName() + "_version");
    }

    @ParameterizedTest
    @EnumSource
    void everyColumnRefusesPlaintext(ClientField field) {
        EncryptedClient client = store();

        assertThatThrownBy(() -> set(client, field.logicalName(), "Miriam Example"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("ciphertext");
    }

    @ParameterizedTest
    @EnumSource
    void everyColumnKeepsItsOwnField(ClientField field) throws SQLException {
        EncryptedClient client = store();

        assertThat(Sql.query(
                        owner,
                        "SELECT " + field.logicalName() + " FROM clients WHERE workspace_id = ?",
                        workspace.value()))
                .containsExactly(
                        Objects.requireNonNull(client.fields().get(field)).text());
    }

    @Test
    void everyCiphertextColumnIsInTheRegistry() throws SQLException {
        assertThat(Sql.query(
                        owner,
                        "SELECT column_name FROM information_schema.columns"
                                + " WHERE table_name = 'clients' AND domain_name = 'ciphertext'"))
                .allSatisfy(column -> assertThat(ClientField.named(column)).isPresent());
    }

    private EncryptedClient store() {
        EncryptedClient client = registered(workspace);
        Repositories.CLIENTS.insert(workspace, List.of(client));
        return client;
    }

    private void set(EncryptedClient client, String column, String text) throws SQLException {
        Sql.execute(
                owner,
                "UPDATE clients SET " + column + " = ? WHERE id = ?",
                text,
                client.header().id().value());
    }
}
