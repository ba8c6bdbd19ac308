package com.pazpaz.cli.bootstrap;

import com.pazpaz.adapter.persistence.StandalonePersistence;
import com.pazpaz.application.port.out.audit.AuditEvidencePort;
import com.pazpaz.application.port.out.audit.AuditMonthRepository;
import java.util.Map;
import java.util.Optional;

/** What the owner of the schema may do with the audit trail: see all workspaces, and take months out. */
record SchemaOwner(AuditEvidencePort evidence, AuditMonthRepository months) {

    /** The one that the settings name, if they do. */
    static Optional<SchemaOwner> from(Map<String, String> settings, DatabaseAddress address) {
        String owner = settings.get("PAZPAZ_DB_OWNER");
        String password = settings.get("PAZPAZ_DB_OWNER_PASSWORD");
        return owner == null || password == null
                ? Optional.empty()
                : Optional.of(new SchemaOwner(
                        StandalonePersistence.auditEvidence(address.url(), owner, password),
                        StandalonePersistence.auditMonths(address.url(), owner, password)));
    }

    static IllegalArgumentException missing() {
        return new IllegalArgumentException(
                "Set PAZPAZ_DB_OWNER and PAZPAZ_DB_OWNER_PASSWORD; docs/DEPLOYMENT.md says to what");
    }
}
