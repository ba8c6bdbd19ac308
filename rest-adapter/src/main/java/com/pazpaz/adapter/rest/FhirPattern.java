package com.pazpaz.adapter.rest;

import com.google.errorprone.annotations.Immutable;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.AuditEvent.Outcome;
import com.pazpaz.domain.model.Operation;
import com.pazpaz.domain.model.ResourceType;
import java.util.Optional;

/**
 * The kinds of audit events that others know: those of IHE's Basic Audit Log Patterns for what is done with resources, and
 * those of DICOM PS3.16, context group 400 and 401, for everything else.
 */
enum FhirPattern {
    READ(Coding.REST, Coding.interaction("read"), "R", Coding.RECIPIENT),
    SEARCH(Coding.REST, Coding.interaction("search-type"), "E", Coding.RECIPIENT),
    CREATE(Coding.REST, Coding.interaction("create"), "C", Coding.AUTHOR),
    UPDATE(Coding.REST, Coding.interaction("update"), "U", Coding.AUTHOR),
    DELETE(Coding.REST, Coding.interaction("delete"), "D", Coding.CUSTODIAN),
    EXPORT(Coding.dicom("110106", "Export"), "R", Coding.RECIPIENT),
    TRAIL(Coding.dicom("110101", "Audit Log Used"), "R", Coding.RECIPIENT),
    KEYS(Coding.ALERT, Coding.dicom("110129", "Security Configuration"), "E", Coding.CUSTODIAN),
    REFUSAL(Coding.ALERT, Coding.dicom("110132", "Use of Restricted Function"), "E", Coding.RECIPIENT),
    EMERGENCY(Coding.ALERT, Coding.dicom("110127", "Emergency Override Started"), "E", Coding.RECIPIENT),
    LOGIN(Coding.AUTHENTICATION, Coding.dicom("110122", "Login"), "E", Coding.RECIPIENT),
    LOGOUT(Coding.AUTHENTICATION, Coding.dicom("110123", "Logout"), "E", Coding.RECIPIENT);

    /** A code, and the system that defines it. */
    @Immutable
    record Coding(String system, String code, String display) {

        static final Coding REST =
                new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", "Restful Operation");
        static final Coding ALERT = dicom("110113", "Security Alert");
        static final Coding AUTHENTICATION = dicom("110114", "User Authentication");
        static final Coding RECIPIENT = participation("IRCP", "information recipient");
        static final Coding AUTHOR = participation("AUT", "author (originator)");
        static final Coding CUSTODIAN = participation("CST", "custodian");

        static Coding dicom(String code, String display) {
            return new Coding("http://dicom.nema.org/resources/ontology/DCM", code, display);
        }

        private static Coding interaction(String code) {
            return new Coding("http://hl7.org/fhir/restful-interaction", code, code);
        }

        private static Coding participation(String code, String display) {
            return new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", code, display);
        }
    }

    private final Coding type;
    private final Optional<Coding> subtype;
    private final String action;
    private final Coding user;

    FhirPattern(Coding type, Coding subtype, String action, Coding user) {
        this.type = type;
        this.subtype = Optional.of(subtype);
        this.action = action;
        this.user = user;
    }

    FhirPattern(Coding type, String action, Coding user) {
        this.type = type;
        this.subtype = Optional.empty();
        this.action = action;
        this.user = user;
    }

    /** The one of an event. Whatever operation is added has one: by its resource, or else by its action. */
    static FhirPattern of(AuditEvent event) {
        Operation operation = event.operation();
        if (event.outcome() == Outcome.DENIED && operation.resource() != ResourceType.LOGIN) {
            return REFUSAL;
        }
        return switch (operation.resource()) {
            case KEY, REENCRYPTION, MIGRATION -> KEYS;
            case AUDIT_EVENT -> TRAIL;
            default -> ofSpecial(operation).orElseGet(() -> of(operation));
        };
    }

    /** What is about a client, and neither reads nor changes their data. */
    private static Optional<FhirPattern> ofSpecial(Operation operation) {
        return switch (operation) {
            case VIEW_ACCESSES -> Optional.of(TRAIL);
            case BREAK_GLASS -> Optional.of(EMERGENCY);
            default -> Optional.empty();
        };
    }

    private static FhirPattern of(Operation operation) {
        return switch (operation.action()) {
            case READ -> isOfMany(operation) ? SEARCH : READ;
            case CREATE -> CREATE;
            case UPDATE -> UPDATE;
            case DELETE -> DELETE;
            case EXPORT, PRINT, SHARE, DISCLOSE -> EXPORT;
            case LOGIN -> LOGIN;
            case LOGOUT -> LOGOUT;
        };
    }

    private static boolean isOfMany(Operation operation) {
        return operation.eventType().endsWith(".list") || operation.eventType().endsWith(".search");
    }

    Coding type() {
        return type;
    }

    Optional<Coding> subtype() {
        return subtype;
    }

    /** C, R, U, D, or E for what is none of these. */
    String action() {
        return action;
    }

    /** How the user took part. */
    Coding user() {
        return user;
    }

    /** Whether data went from the client to the server; a query does. */
    boolean isSentByClient() {
        return this == SEARCH || this == CREATE || this == UPDATE || this == DELETE;
    }

    /** Whether resources were asked for by what they are like, and not by id. */
    boolean isQuery() {
        return this == SEARCH;
    }
}
