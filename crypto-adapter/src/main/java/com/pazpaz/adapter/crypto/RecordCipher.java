package com.pazpaz.adapter.crypto;

import com.pazpaz.application.port.out.crypto.UnreadableRecordException;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.encrypted.RecordMac;
import com.pazpaz.domain.model.ProtectedField;
import com.pazpaz.domain.model.RecordRef;
import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Encrypts, authenticates, verifies and decrypts records of one type, whatever fields they have. Thread-safe.
 *
 * @param <F> the registry of the record's protected fields: a new constant is all that a new field takes
 */
final class RecordCipher<F extends Enum<F> & ProtectedField> {

    /** A record encrypted: the fields that were present, and what authenticates the whole. */
    record Sealed<F>(Map<F, Ciphertext> fields, RecordMac mac) {}

    /** A field, and its logical name as it is authenticated. */
    private record Named<F>(F field, Framing name) {}

    private final Class<F> type;
    private final ToolPool tools;
    private final List<Named<F>> ascending;

    RecordCipher(Class<F> type, ToolPool tools) {
        this.type = type;
        this.tools = tools;
        this.ascending = Arrays.stream(type.getEnumConstants())
                .sorted(Comparator.comparing(ProtectedField::logicalName))
                .map(field -> new Named<>(field, Framing.of(field.logicalName())))
                .toList();
    }

    /** Encrypts every value, each under a nonce of its own. */
    @RevealsPhi("This is where plaintext becomes ciphertext")
    Sealed<F> seal(
            DataKey key, RecordRef ref, long revision, Map<F, Phi> values, SortedMap<String, String> attributes) {
        Map<F, Ciphertext> sealed = new EnumMap<>(type);
        key.countEncryptions(values.size());
        Tools borrowed = tools.take();
        try {
            borrowed.associatedData().record(ref);
            RecordAuthenticator mac = borrowed.authenticator();
            mac.begin(key.authentication(), ref, key.version(), revision, values.size());
            for (Named<F> next : ascending) {
                Phi value = values.get(next.field());
                if (value != null) {
                    Framing aad = borrowed.associatedData().field(next.name(), key.version(), revision);
                    String text = seal(borrowed.cipher(), key, aad, value.reveal());
                    mac.field(next.name(), bytesOf(text));
                    sealed.put(next.field(), new Ciphertext(text));
                }
            }
            return new Sealed<>(sealed, mac.end(attributes));
        } finally {
            tools.giveBack(borrowed);
        }
    }

    private static String seal(FieldCipher cipher, DataKey key, Framing aad, String value) {
        byte[] plaintext = Utf8.encode(value);
        try {
            return cipher.seal(key.encryption(), key.version(), aad, plaintext);
        } finally {
            Arrays.fill(plaintext, (byte) 0);
        }
    }

    /**
     * Verifies the record as a whole, then decrypts those of its fields that are wanted.
     *
     * @throws UnreadableRecordException if anything is not as it was sealed
     */
    Map<F, Phi> open(
            DataKey key,
            RecordRef ref,
            long revision,
            Map<F, Ciphertext> fields,
            SortedMap<String, String> attributes,
            RecordMac expected,
            Set<F> wanted) {
        Tools borrowed = tools.take();
        try {
            RecordMac actual = mac(borrowed.authenticator(), key, ref, revision, fields, attributes);
            if (!actual.equals(expected)) {
                throw new UnreadableRecordException(ref, key.version());
            }
            return openFields(borrowed, key, ref, revision, fields, wanted);
        } finally {
            tools.giveBack(borrowed);
        }
    }

    /**
     * Decrypts some fields, each authenticated by itself; which others the record has is not known.
     *
     * @throws UnreadableRecordException if a field is not as it was sealed
     */
    Map<F, Phi> openFields(DataKey key, RecordRef ref, long revision, Map<F, Ciphertext> fields) {
        Tools borrowed = tools.take();
        try {
            return openFields(borrowed, key, ref, revision, fields, fields.keySet());
        } finally {
            tools.giveBack(borrowed);
        }
    }

    private RecordMac mac(
            RecordAuthenticator mac,
            DataKey key,
            RecordRef ref,
            long revision,
            Map<F, Ciphertext> fields,
            SortedMap<String, String> attributes) {
        mac.begin(key.authentication(), ref, key.version(), revision, fields.size());
        for (Named<F> next : ascending) {
            Ciphertext ciphertext = fields.get(next.field());
            if (ciphertext != null) {
                mac.field(next.name(), bytesOf(ciphertext.text()));
            }
        }
        return mac.end(attributes);
    }

    private Map<F, Phi> openFields(
            Tools borrowed, DataKey key, RecordRef ref, long revision, Map<F, Ciphertext> fields, Set<F> wanted) {
        Map<F, Phi> opened = new EnumMap<>(type);
        AssociatedData associatedData = borrowed.associatedData();
        associatedData.record(ref);
        try {
            for (Named<F> next : ascending) {
                Ciphertext ciphertext = fields.get(next.field());
                if (ciphertext != null && wanted.contains(next.field())) {
                    Framing aad = associatedData.field(next.name(), key.version(), revision);
                    byte[] text = bytesOf(ciphertext.text());
                    String value = borrowed.cipher().open(key.encryption(), key.version(), aad, text);
                    opened.put(next.field(), Phi.of(next.field(), value));
                }
            }
            return opened;
        } catch (InvalidCiphertextException e) {
            throw new UnreadableRecordException(ref, key.version());
        }
    }

    /** Characters outside of Latin-1 become question marks, which are not of a ciphertext's alphabet either. */
    private static byte[] bytesOf(String ciphertext) {
        return ciphertext.getBytes(StandardCharsets.ISO_8859_1);
    }
}
