package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.AdoptedForm;
import com.pazpaz.domain.model.ClientField;
import java.util.Optional;

/**
 * A protected column of the plaintext table.
 *
 * @param form how its values are encrypted already, as the operator said; empty for plaintext
 */
record MigratedColumn(ClientField field, ColumnKind kind, Optional<AdoptedForm> form) {

    String name() {
        return field.logicalName();
    }
}
