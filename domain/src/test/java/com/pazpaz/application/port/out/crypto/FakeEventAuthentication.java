package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.audit.AuditedEvent;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.AuditEvent;
import com.pazpaz.domain.model.KeyVersion;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Proves nothing to anyone outside of a test. */
public final class FakeEventAuthentication implements EventAuthenticationPort {

    private KeyVersion key = new KeyVersion(1);
    private boolean ready = true;
    private boolean outOfReach;
    private int missing;
    private boolean forgotten;
    private Optional<KeyVersion> needed = Optional.empty();

    /** The next so many times a key is missing. */
    public void missTheKey(int times) {
        missing = times;
    }

    /** From now on nothing can be proved. */
    public void forgetTheKey() {
        forgotten = true;
    }

    /** From now on this key authenticates. */
    public void authenticateWith(KeyVersion version) {
        key = version;
    }

    /** Before the first key is active. */
    public void unready() {
        ready = false;
    }

    /** From now on the keys of the trail are out of reach. */
    public void loseTheDatabase() {
        outOfReach = true;
    }

    /** From now on a key of the trail is protected by this key. */
    public void dependOn(KeyVersion version) {
        needed = Optional.of(version);
    }

    @Override
    public void prepare() {
        if (missing > 0) {
            missing--;
            throw new MissingKeyException("missing");
        }
    }

    @Override
    public boolean isReady() {
        if (outOfReach) {
            throw new DatabaseUnavailableException(new IllegalStateException("out of reach"));
        }
        return ready;
    }

    @Override
    public boolean dependsOn(KeyVersion version) {
        return needed.filter(version::equals).isPresent();
    }

    @Override
    public AuditedEvent authenticate(AuditEvent event) {
        return new AuditedEvent(event, key, mac(event));
    }

    @Override
    public boolean isAuthentic(AuditedEvent event) {
        if (forgotten) {
            throw new MissingKeyException("missing");
        }
        return event.mac().equals(mac(event.event()));
    }

    private static RecordMac mac(AuditEvent event) {
        return new RecordMac(
                ByteBuffer.allocate(RecordMac.LENGTH).putInt(event.hashCode()).array());
    }
}
