package com.pazpaz.domain.phi;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.FieldKind;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks to be set in a client: some members with a new value, some cleared, the others untouched.
 *
 * <p>Whoever holds an instance holds values that obey the rules of the field registry.
 */
public final class ClientChanges {

    private final Map<ClientField, Optional<Phi>> values;
    private final Optional<Boolean> consentStatus;
    private final Optional<Boolean> active;

    private ClientChanges(Builder builder) {
        this.values = new EnumMap<>(builder.values);
        this.consentStatus = Optional.ofNullable(builder.consentStatus);
        this.active = Optional.ofNullable(builder.active);
    }

    /**
     * Starts a collection of changes.
     *
     * @param latestDate the last date that is not in the future
     */
    public static Builder builder(LocalDate latestDate) {
        return new Builder(latestDate);
    }

    /** Changes that set the activity of a client, and nothing else. */
    public static ClientChanges activity(boolean active) {
        return new Builder(LocalDate.EPOCH).active(active).build();
    }

    /** These changes made to an earlier state of the values. */
    Map<ClientField, Phi> appliedTo(Map<ClientField, Phi> before) {
        Map<ClientField, Phi> after = new EnumMap<>(ClientField.class);
        after.putAll(before);
        values.forEach(
                (field, value) -> value.ifPresentOrElse(phi -> after.put(field, phi), () -> after.remove(field)));
        return after;
    }

    /** The fields that are to be set or cleared. */
    public Set<ClientField> fields() {
        return Set.copyOf(values.keySet());
    }

    /** The consent that is asked for, if it is to change. */
    public Optional<Boolean> consentStatus() {
        return consentStatus;
    }

    /** Whether the client is to be active, if that is to change. */
    public Optional<Boolean> active() {
        return active;
    }

    /** Nothing of the values, nor of which there are. */
    @Override
    public String toString() {
        return "ClientChanges[redacted]";
    }

    /** Collects changes, and what is wrong with them. Not thread-safe. */
    public static final class Builder {

        private final LocalDate latestDate;
        private final Map<ClientField, Optional<Phi>> values = new EnumMap<>(ClientField.class);
        private final List<Violation> violations = new ArrayList<>();
        private @Nullable Boolean consentStatus;
        private @Nullable Boolean active;

        private Builder(LocalDate latestDate) {
            this.latestDate = latestDate;
        }

        /** Sets a field that holds a text. */
        public Builder set(ClientField field, String text) {
            PhiRules.complaint(field, text, latestDate)
                    .ifPresentOrElse(
                            complaint -> reject(field.logicalName(), complaint),
                            () -> values.put(field, Optional.of(Phi.of(field, text))));
            return this;
        }

        /** Sets a field that holds a list of labels. */
        public Builder set(ClientField field, List<String> labels) {
            if (field.kind() != FieldKind.TAGS) {
                throw new IllegalArgumentException(field.logicalName() + " does not hold a list");
            }
            PhiRules.complaint(field, labels)
                    .ifPresentOrElse(
                            complaint -> reject(field.logicalName(), complaint),
                            () -> values.put(field, Optional.of(Tags.of(labels))));
            return this;
        }

        /** Clears a field. */
        public Builder clear(ClientField field) {
            if (field.required()) {
                reject(field.logicalName(), "must be given");
            } else {
                values.put(field, Optional.empty());
            }
            return this;
        }

        /** Asks for every required field, as a new client must have them. */
        public Builder requireAll() {
            for (ClientField field : ClientField.values()) {
                if (field.required() && !values.containsKey(field) && !isRejected(field)) {
                    reject(field.logicalName(), "must be given");
                }
            }
            return this;
        }

        public Builder consentStatus(boolean newConsentStatus) {
            consentStatus = newConsentStatus;
            return this;
        }

        public Builder active(boolean newActive) {
            active = newActive;
            return this;
        }

        /** Notes that a member cannot be read at all. */
        public Builder reject(String member, String message) {
            violations.add(new Violation(member, message));
            return this;
        }

        /**
         * The changes.
         *
         * @throws InvalidClientException with every complaint, if there is any
         */
        public ClientChanges build() {
            if (!violations.isEmpty()) {
                throw new InvalidClientException(violations);
            }
            return new ClientChanges(this);
        }

        private boolean isRejected(ClientField field) {
            return violations.stream().anyMatch(violation -> violation.field().equals(field.logicalName()));
        }
    }
}
