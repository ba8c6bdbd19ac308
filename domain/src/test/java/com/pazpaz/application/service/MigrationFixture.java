package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.in.MigrationConflictException;
import com.pazpaz.application.port.out.persistence.EncryptedClients;
import com.pazpaz.application.port.out.persistence.EncryptionKey;
import com.pazpaz.application.port.out.persistence.InMemoryEncryptionKeyRepository;
import com.pazpaz.application.port.out.persistence.InMemoryMigration;
import com.pazpaz.domain.model.Caller;
import com.pazpaz.domain.model.KeyState;
import com.pazpaz.domain.model.KeyVersion;
import com.pazpaz.domain.model.MigrationPhase;
import com.pazpaz.domain.model.ReencryptionLimits;
import com.pazpaz.domain.model.Role;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Clients;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A database of plaintext, and the steps of its migration. */
abstract class MigrationFixture {

    static final KeyVersion V1 = new KeyVersion(1);
    static final ReencryptionLimits SLOWLY = new ReencryptionLimits(OptionalInt.of(7), 2, false);

    final InMemoryMigration migration = new InMemoryMigration();
    final InMemoryEncryptionKeyRepository registry = new InMemoryEncryptionKeyRepository();
    final CountedRefreshes refreshes = new CountedRefreshes();
    final OnRecord record = new OnRecord();
    final Caller officer = Clients.caller(Role.SECURITY_OFFICER);
    final WorkspaceId workspace = EncryptedClients.newWorkspace();
    final MigratePlaintextService service = of(record);

    MigratePlaintextService of(OnRecord anyRecord) {
        return new MigratePlaintextService(anyRecord.access(), migration, migration, registry, refreshes);
    }

    @BeforeEach
    void activateAKey() {
        registry.registerIfAbsent(new EncryptionKey(V1, KeyState.ACTIVE, EncryptedClients.checkValue()));
    }

    /** Every step from one phase to the next. */
    enum Step {
        WRITE_BOTH(MigrationPhase.PREPARED),
        BACKFILL(MigrationPhase.DUAL_WRITE),
        VERIFY(MigrationPhase.BACKFILLING),
        READ_ENCRYPTED(MigrationPhase.VERIFIED),
        WRITE_ENCRYPTED_ONLY(MigrationPhase.READ_ENCRYPTED),
        DROP(MigrationPhase.ENCRYPTED_ONLY);

        final MigrationPhase from;

        Step(MigrationPhase from) {
            this.from = from;
        }

        MigrationPhase to() {
            return from.next().orElseThrow();
        }

        void take(MigratePlaintextService service, Caller by) {
            switch (this) {
                case WRITE_BOTH -> service.writeBoth(by);
                case BACKFILL -> service.backfill(by, ReencryptionLimits.DEFAULT);
                case VERIFY -> service.verify(by, compared -> {});
                case READ_ENCRYPTED -> service.readEncrypted(by);
                case WRITE_ENCRYPTED_ONLY -> service.writeEncryptedOnly(by);
                case DROP -> service.drop(by);
            }
        }

        /** Where it finds that there is nothing to move. */
        Set<MigrationPhase> repeatedIn() {
            return switch (this) {
                case BACKFILL ->
                    EnumSet.of(MigrationPhase.BACKFILLING, MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED);
                case VERIFY -> EnumSet.of(MigrationPhase.VERIFIED, MigrationPhase.READ_ENCRYPTED);
                default -> EnumSet.of(to());
            };
        }
    }

    void take(Step step) {
        step.take(service, officer);
    }

    MigrationConflictException refusalOf(Runnable step) {
        var phase = migration.phase();
        List<MigrationConflictException> thrown = new ArrayList<>();
        assertThatExceptionOfType(MigrationConflictException.class)
                .isThrownBy(step::run)
                .satisfies(thrown::add);
        assertThat(migration.phase()).isEqualTo(phase);
        return thrown.get(0);
    }
}
