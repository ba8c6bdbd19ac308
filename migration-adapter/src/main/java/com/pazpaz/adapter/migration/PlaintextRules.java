package com.pazpaz.adapter.migration;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.FieldKind;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.PhiRules;
import com.pazpaz.domain.phi.RevealsPhi;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Holds what an older application has accepted against today's rules. It names the rule, never the value. */
final class PlaintextRules {

    private PlaintextRules() {}

    static Map<ClientField, String> complaints(PlaintextRow row) {
        Map<ClientField, String> complaints = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            if (row.unreadable().contains(field)) {
                complaints.put(field, "is not encrypted as its column is said to be");
            } else {
                complaint(row.client(), field).ifPresent(complaint -> complaints.put(field, complaint));
            }
        }
        return complaints;
    }

    private static Optional<String> complaint(Client client, ClientField field) {
        Optional<Phi> value = client.value(field);
        return value.isEmpty()
                ? Optional.of("must be given").filter(complaint -> field.required())
                : complaint(field, value.get());
    }

    @RevealsPhi("a stored value is held against the rules for new ones, and forgotten")
    private static Optional<String> complaint(ClientField field, Phi value) {
        return field.kind() == FieldKind.TAGS
                ? PhiRules.complaint(field, ListText.labels(value.reveal()))
                : PhiRules.complaint(
                        field,
                        value.reveal(),
                        LocalDate.now(java.time.ZoneOffset.UTC).plusDays(1));
    }
}
