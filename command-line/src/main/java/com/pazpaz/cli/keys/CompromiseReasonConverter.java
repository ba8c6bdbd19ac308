package com.pazpaz.cli.keys;

import com.pazpaz.domain.model.CompromiseReason;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads why a key is compromised. */
public final class CompromiseReasonConverter implements ITypeConverter<CompromiseReason> {

    @Override
    public CompromiseReason convert(String text) {
        try {
            return new CompromiseReason(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
