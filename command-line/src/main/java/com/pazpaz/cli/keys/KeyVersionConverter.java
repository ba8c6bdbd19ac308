package com.pazpaz.cli.keys;

import com.pazpaz.domain.model.KeyVersion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code v2}. */
public final class KeyVersionConverter implements ITypeConverter<KeyVersion> {

    @Override
    public KeyVersion convert(String text) {
        try {
            return KeyVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
