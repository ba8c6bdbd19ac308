package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.audit.AuditSeal;
import com.pazpaz.application.port.out.audit.AuditSeal.SealedEvent;
import com.pazpaz.application.port.out.audit.AuditSealRepository.Unsealed;
import com.pazpaz.application.port.out.crypto.CheckpointPort;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The chain of seals: each head is SHA-256 over the head before, the number of the seal, and the position and MAC of each
 * of its events. Thread-safe.
 */
public final class AuditChain implements CheckpointPort {

    private static final Framing SEAL = Framing.of("pazpaz/audit-seal/1");
    private static final Framing MONTH = Framing.of("pazpaz/audit-month/1");
    private static final int HASH = 32;

    private final AuditKeyring keys;

    public AuditChain(AuditKeyring keys) {
        this.keys = keys;
    }

    @Override
    public AuditSeal seal(Optional<AuditSeal> before, Unsealed batch) {
        List<SealedEvent> events = batch.events();
        long number = before.map(AuditSeal::number).orElse(0L) + 1;
        long size = before.map(AuditSeal::size).orElse(0L) + events.size();
        String head = head(before.map(AuditSeal::head), number, events);
        String checkpoint = SignedNote.sign(keys.newest(), size, head);
        return new AuditSeal(number, events, size, batch.firstAt(), batch.lastAt(), head, checkpoint);
    }

    @Override
    public String headAfter(Optional<String> before, AuditSeal seal) {
        return head(before, seal.number(), seal.events());
    }

    private static String head(Optional<String> before, long number, List<SealedEvent> batch) {
        MessageDigest sha256 = sha256();
        Framing framing = new Framing().append(SEAL).u64(number).u32(batch.size());
        sha256.update(framing.bytes(), 0, framing.length());
        sha256.update(before.map(AuditChain::decode).orElse(new byte[HASH]));
        batch.forEach(event -> add(sha256, framing, event));
        return Base64.getEncoder().encodeToString(sha256.digest());
    }

    /** One that somebody put in its place and that is no base64 counts for nothing: its own seal is the one that is broken. */
    private static byte[] decode(String head) {
        try {
            return Base64.getDecoder().decode(head);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256; use an OpenJDK", e);
        }
    }

    @Override
    public EventDigest digest() {
        return new MonthDigest();
    }

    /** Over each event as in the chain. */
    private static final class MonthDigest implements EventDigest {

        private final MessageDigest sha256 = sha256();
        private final Framing framing = new Framing();

        MonthDigest() {
            framing.append(MONTH);
            sha256.update(framing.bytes(), 0, framing.length());
        }

        @Override
        public void add(SealedEvent event) {
            AuditChain.add(sha256, framing, event);
        }

        @Override
        public String value() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }

    private static void add(MessageDigest sha256, Framing framing, SealedEvent event) {
        framing.truncate(0).u64(event.position());
        sha256.update(framing.bytes(), 0, framing.length());
        sha256.update(event.mac().toBytes());
    }

    @Override
    public Optional<Checkpoint> open(String checkpoint) {
        return SignedNote.open(checkpoint, keys.verifyingKeys());
    }
}
