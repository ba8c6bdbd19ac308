package com.pazpaz.adapter.rest;

import com.pazpaz.application.port.in.ImportClientsUseCase.Row;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.FieldKind;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.phi.ClientChanges;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Clients as CSV (RFC 4180, UTF-8), read row by row.
 *
 * <p>The file is split as Latin-1, which keeps every byte, and each cell is then decoded as UTF-8: all that CSV gives a
 * meaning to is ASCII, and a cell with broken bytes spoils its own row only.
 */
final class ClientCsv implements Iterator<Row> {

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String TAG_SEPARATOR = ";";

    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private final List<Integer> ignoredColumns = new ArrayList<>();

    /** @throws InvalidClientException if the first row does not name the members of a client */
    ClientCsv(InputStream file) {
        this.records = CsvReader.builder()
                .skipEmptyLines(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new InputStreamReader(file, StandardCharsets.ISO_8859_1))
                .iterator();
        if (!hasNext()) {
            throw RefusedRequestException.malformed("The file is empty: its first row must name the members");
        }
        this.header = readHeader(nextRecord());
    }

    /** The columns, from 1, whose name is not one of a client's members. What they hold is not looked at. */
    List<Integer> ignoredColumns() {
        return ignoredColumns;
    }

    private List<String> readHeader(CsvRecord names) {
        List<String> members = new ArrayList<>();
        Set<String> known = new HashSet<>();
        List<Violation> violations = new ArrayList<>();
        for (String name : names.getFields()) {
            String member = name.replace(BYTE_ORDER_MARK, "").strip();
            members.add(member);
            if (!isMember(member)) {
                ignoredColumns.add(members.size());
            } else if (!known.add(member)) {
                violations.add(new Violation(member, "must not be in the header twice"));
            }
        }
        for (ClientField field : ClientField.values()) {
            if (field.required() && !known.contains(field.logicalName())) {
                violations.add(new Violation(field.logicalName(), "must be in the header"));
            }
        }
        if (!violations.isEmpty()) {
            throw new InvalidClientException(violations);
        }
        return members;
    }

    private static boolean isMember(String name) {
        return ClientField.named(name).isPresent()
                || name.equals(ClientJson.CONSENT_STATUS)
                || name.equals(ClientJson.IS_ACTIVE);
    }

    @Override
    public boolean hasNext() {
        try {
            return records.hasNext();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public Row next() {
        CsvRecord record = nextRecord();
        return new Row(record.getStartingLineNumber(), () -> changesOf(record));
    }

    private CsvRecord nextRecord() {
        try {
            return records.next();
        } catch (CsvParseException | UncheckedIOException e) {
            throw unreadable(e);
        }
    }

    /** The parser's messages may quote the file, so they go no further; a limit that the stream has met does. */
    private static RuntimeException unreadable(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BodyLimit.ExceededException exceeded) {
                return RefusedRequestException.tooLarge(exceeded.max());
            }
        }
        return RefusedRequestException.malformed("The body ended early or is not CSV as in RFC 4180");
    }

    private ClientChanges changesOf(CsvRecord record) {
        var changes = ClientChanges.builder(ClientJson.latestDate());
        if (record.getFieldCount() != header.size()) {
            return changes.reject(
                            "row",
                            "must have " + header.size() + " columns, as the header, not " + record.getFieldCount())
                    .build();
        }
        for (int column = 0; column < header.size(); column++) {
            String member = header.get(column);
            // An empty cell is a value that is not there: CSV knows no null.
            if (!record.getField(column).isEmpty() && isMember(member)) {
                decode(record.getField(column))
                        .ifPresentOrElse(
                                value -> set(changes, member, value),
                                () -> changes.reject(member, "must be valid UTF-8"));
            }
        }
        return changes.requireAll().build();
    }

    private static void set(ClientChanges.Builder changes, String member, String value) {
        Optional<ClientField> field = ClientField.named(member);
        if (field.isPresent() && field.get().kind() == FieldKind.TAGS) {
            changes.set(field.get(), List.of(value.split(TAG_SEPARATOR, -1)));
        } else if (field.isPresent()) {
            changes.set(field.get(), value);
        } else if (!value.equals("true") && !value.equals("false")) {
            changes.reject(member, "must be true or false");
        } else if (member.equals(ClientJson.CONSENT_STATUS)) {
            changes.consentStatus(Boolean.parseBoolean(value));
        } else {
            changes.active(Boolean.parseBoolean(value));
        }
    }

    private static Optional<String> decode(String latin1) {
        byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
