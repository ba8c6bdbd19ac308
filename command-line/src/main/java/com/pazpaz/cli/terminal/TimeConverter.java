package com.pazpaz.cli.terminal;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time as RFC 3339 writes it. */
public final class TimeConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        // What has a sign is ISO 8601, with years that PostgreSQL may not know.
        if (text.startsWith("+") || text.startsWith("-")) {
            throw refusal();
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw refusal();
        }
    }

    private static TypeConversionException refusal() {
        return new TypeConversionException("write a time in RFC 3339, such as 2026-11-24T08:00:00Z");
    }
}
