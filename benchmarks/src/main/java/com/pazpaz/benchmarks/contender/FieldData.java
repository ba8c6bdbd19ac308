package com.pazpaz.benchmarks.contender;

import com.pazpaz.domain.model.ClientField;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** What every contender is given: a key, associated data, and made-up text. */
public final class FieldData {

    private static final String SENTENCE = "Made-up note: shoulder mobility better, pain 3 of 10, next visit in May. ";

    private FieldData() {}

    /** Text of exactly so many bytes in UTF-8; plain ASCII, as most fields are. */
    public static String text(int bytes) {
        return SENTENCE.repeat(bytes / SENTENCE.length() + 1).substring(0, bytes);
    }

    /** All fields of a made-up client. */
    static Map<ClientField, String> clientTexts() {
        Map<ClientField, String> texts = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            texts.put(field, clientText(field));
        }
        return texts;
    }

    private static String clientText(ClientField field) {
        return switch (field) {
            case FIRST_NAME -> "Wilhelmina";
            case LAST_NAME -> "Beispiel-Musterfrau";
            case EMAIL -> "wilhelmina.beispiel@example.org";
            case PHONE -> "+49 30 555 0142";
            case DATE_OF_BIRTH -> "1979-03-14";
            case ADDRESS -> "Probeweg 12, 10999 Musterstadt";
            case MEDICAL_HISTORY -> text(600);
            case EMERGENCY_CONTACT_NAME -> "Ottokar Beispiel";
            case EMERGENCY_CONTACT_PHONE -> "+49 30 555 0143";
            case NOTES -> text(150);
            case TAGS -> "[\"made-up\",\"example\"]";
        };
    }

    /**
     * Associated data in the layout of PazPaz's fields. Contenders get it ready-made, an advantage over PazPaz, which
     * binds every field to its own.
     */
    static byte[] associatedData() {
        var aad = ByteBuffer.allocate(256);
        put(aad, "pazpaz/field/1".getBytes(StandardCharsets.UTF_8));
        put(aad, uuid());
        put(aad, "client".getBytes(StandardCharsets.UTF_8));
        put(aad, uuid());
        put(aad, "notes".getBytes(StandardCharsets.UTF_8));
        aad.putInt(1).putLong(1);
        var bytes = new byte[aad.position()];
        aad.flip().get(bytes);
        return bytes;
    }

    private static byte[] uuid() {
        var id = UUID.randomUUID();
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static void put(ByteBuffer target, byte[] part) {
        target.putShort((short) part.length).put(part);
    }

    /** A fresh AES-256 key. */
    static SecretKeySpec key() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return new SecretKeySpec(bytes, "AES");
    }
}
