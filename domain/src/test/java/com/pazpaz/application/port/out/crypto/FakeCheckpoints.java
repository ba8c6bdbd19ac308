package com.pazpaz.application.port.out.crypto;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.domain.model.KeyVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of hash codes, which proves nothing to anyone outside of a test. */
public final class FakeCheckpoints implements CheckpointPort {

    private KeyVersion signer = new KeyVersion(1);

    /** From now on this key signs. */
    public void signWith(KeyVersion key) {
        signer = key;
    }

    @Override
    public AuditSeal seal(Optional<AuditSeal> before, Unsealed batch) {
        long number = before.map(AuditSeal::number).orElse(0L) + 1;
        long size = before.map(AuditSeal::size).orElse(0L) + batch.events().size();
        String head = head(before.map(AuditSeal::head), number, batch.events());
        return new AuditSeal(
                number,
                batch.events(),
                size,
                batch.firstAt(),
                batch.lastAt(),
                head,
                "signed " + size + " " + head + " " + signer);
    }

    @Override
    public String headAfter(Optional<String> before, AuditSeal seal) {
        return head(before, seal.number(), seal.events());
    }

    private static String head(Optional<String> before, long number, List<SealedEvent> events) {
        return Integer.toString(before.hashCode() + 31 * (events.hashCode() + 31 * Long.hashCode(number)));
    }

    @Override
    public EventDigest digest() {
        List<SealedEvent> taken = new ArrayList<>();
        return new EventDigest() {
            private boolean asked;

            @Override
            public void add(SealedEvent event) {
                taken.add(event);
            }

            @Override
            public String value() {
                if (asked) {
                    throw new IllegalStateException("A digest is asked for once");
                }
                asked = true;
                return Integer.toString(taken.hashCode());
            }
        };
    }

    @Override
    public Optional<Checkpoint> open(String checkpoint) {
        String[] parts = checkpoint.split(" ", -1);
        return parts.length == 4 && parts[0].equals("signed")
                ? Optional.of(new Checkpoint(Long.parseLong(parts[1]), parts[2], KeyVersion.parse(parts[3])))
                : Optional.empty();
    }
}
