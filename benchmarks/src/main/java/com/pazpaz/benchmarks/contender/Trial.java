package com.pazpaz.benchmarks.contender;

import com.pazpaz.benchmarks.Workload;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/** A contender made ready for a workload: the two calls whose time counts. Confined to one thread. */
public interface Trial {

    Object encrypt() throws GeneralSecurityException;

    Object decrypt() throws GeneralSecurityException;

    /** A trial under a fresh key. */
    static Trial of(Contender contender, Workload workload) throws GeneralSecurityException {
        var own = contender.ownProvider();
        if (own.isPresent() && !workload.isField()) {
            return new PazPaz.WholeClient(own.get());
        }
        var cipher = contender.cipher();
        if (workload.isField()) {
            return field(cipher, FieldData.text(workload.bytes()));
        }
        List<Trial> fields = new ArrayList<>();
        for (String text : FieldData.clientTexts().values()) {
            fields.add(field(cipher, text));
        }
        return new EveryField(fields);
    }

    private static Trial field(FieldCipher cipher, String text) throws GeneralSecurityException {
        if (cipher instanceof TextCipher texts) {
            return new TextField(texts, text, texts.encrypt(text));
        }
        if (cipher instanceof ByteCipher bytes) {
            var plaintext = text.getBytes(StandardCharsets.UTF_8);
            return new ByteField(bytes, plaintext, bytes.encrypt(plaintext));
        }
        throw new IllegalArgumentException("Neither a cipher of texts nor of bytes");
    }

    /** One field from text to text. */
    record TextField(TextCipher cipher, String plaintext, String ciphertext) implements Trial {

        @Override
        public Object encrypt() throws GeneralSecurityException {
            return cipher.encrypt(plaintext);
        }

        @Override
        public Object decrypt() throws GeneralSecurityException {
            return cipher.decrypt(ciphertext);
        }
    }

    /** One field from bytes to bytes. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; a wrapper would be measured as well.
    record ByteField(ByteCipher cipher, byte[] plaintext, byte[] ciphertext) implements Trial {

        @Override
        public Object encrypt() throws GeneralSecurityException {
            return cipher.encrypt(plaintext);
        }

        @Override
        public Object decrypt() throws GeneralSecurityException {
            return cipher.decrypt(ciphertext);
        }
    }

    /** The fields of a record, one by one, without a MAC over the whole. */
    record EveryField(List<Trial> fields) implements Trial {

        @Override
        public Object encrypt() throws GeneralSecurityException {
            var results = new Object[fields.size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = fields.get(i).encrypt();
            }
            return results;
        }

        @Override
        public Object decrypt() throws GeneralSecurityException {
            var results = new Object[fields.size()];
            for (int i = 0; i < results.length; i++) {
                results[i] = fields.get(i).decrypt();
            }
            return results;
        }
    }
}
