package com.pazpaz.adapter.persistence;

import com.pazpaz.domain.encrypted.Ciphertext;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Stores a ciphertext as its text form. The database's domain of the same name is stricter than the type, so that every
 * stored value can be read.
 */
@Converter(autoApply = true)
public class CiphertextConverter implements AttributeConverter<@Nullable Ciphertext, @Nullable String> {

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Ciphertext ciphertext) {
        return ciphertext == null ? null : ciphertext.text();
    }

    @Override
    public @Nullable Ciphertext convertToEntityAttribute(@Nullable String text) {
        return text == null ? null : new Ciphertext(text);
    }
}
