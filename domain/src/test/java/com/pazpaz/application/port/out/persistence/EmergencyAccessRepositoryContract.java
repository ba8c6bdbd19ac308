package com.pazpaz.application.port.out.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ClientId;
import com.pazpaz.domain.model.EmergencyAccess;
import com.pazpaz.domain.model.EmergencyLimit;
import com.pazpaz.domain.model.EmergencyReason;
import com.pazpaz.domain.model.UserId;
import com.pazpaz.domain.model.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link EmergencyAccessRepository} does. */
public abstract class EmergencyAccessRepositoryContract {

    protected static final EmergencyLimit AN_HOUR = new EmergencyLimit(Duration.ofHours(1));

    private final UserId user = new UserId(UUID.randomUUID());

    protected abstract EmergencyAccessRepository repository();

    /** A client that is stored. */
    protected abstract ClientId storedIn(WorkspaceId workspace);

    /** What the clock of the store says. */
    protected abstract Instant now();

    /** Stores an access that was granted two hours ago for one. */
    protected abstract void grantedTwoHoursAgo(WorkspaceId workspace, UserId user, ClientId client);

    private EmergencyAccess grant(WorkspaceId workspace, ClientId client, EmergencyLimit limit) {
        return repository().grant(workspace, user, client, EmergencyReason.DANGER_TO_LIFE, limit);
    }

    @Test
    void whatIsGrantedIsInForce() {
        WorkspaceId workspace = EncryptedClients.newWorkspace();
        ClientId client = storedIn(workspace);
        Instant before = now();

        EmergencyAccess granted = grant(workspace, client, AN_HOUR);

        assertThat(repository().inForce(workspace, user, client)).contains(granted);
        assertThat(granted.user()).isEqualTo(user);
        assertThat(granted.client()).isEqualTo(client);
        assertThat(granted.workspace()).isEqualTo(workspace);
        assertThat(granted.reason()).isEqualTo(EmergencyReason.DANGER_TO_LIFE);
        assertThat(granted.until()).isBetween(before.plus(AN_HOUR.time()), now().plus(AN_HOUR.time()));
    }

    @Test
    void itIsForNobodyElseAndNothingElse() {
        WorkspaceId workspace = EncryptedClients.newWorkspace();
        ClientId client = storedIn(workspace);
        ClientId other = storedIn(workspace);

        grant(workspace, client, AN_HOUR);

        assertThat(repository().inForce(workspace, user, other)).isEmpty();
        assertThat(repository().inForce(workspace, new UserId(UUID.randomUUID()), client))
                .isEmpty();
        assertThat(repository().inForce(EncryptedClients.newWorkspace(), user, client))
                .isEmpty();
    }

    @Test
    void itEndsByItself() {
        WorkspaceId workspace = EncryptedClients.newWorkspace();
        ClientId client = storedIn(workspace);

        grantedTwoHoursAgo(workspace, user, client);

        assertThat(repository().inForce(workspace, user, client)).isEmpty();
    }

    @Test
    void theLongestOfSeveralCounts() {
        WorkspaceId workspace = EncryptedClients.newWorkspace();
        ClientId client = storedIn(workspace);
        EmergencyAccess longer = grant(workspace, client, new EmergencyLimit(Duration.ofHours(3)));

        grant(workspace, client, AN_HOUR);

        assertThat(repository().inForce(workspace, user, client)).contains(longer);
    }
}
