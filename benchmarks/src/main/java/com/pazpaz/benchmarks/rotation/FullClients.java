package com.pazpaz.benchmarks.rotation;

import com.pazpaz.domain.model.ClientField;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.datafaker.Faker;

/**
 * Clients who do not exist, with every field filled, and each value about as long as such values are. The same seed makes
 * the same people. Not thread-safe.
 */
public final class FullClients {

    private static final String HEADER = Arrays.stream(ClientField.values())
            .map(ClientField::logicalName)
            .collect(Collectors.joining(",", "", ",consent_status\r\n"));
    private static final List<String> LABELS = List.of("physiotherapy", "first visit", "home visits", "mornings only");
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1935, 1, 1);
    private static final int DAYS_OF_BIRTHS = 80 * 365;
    private static final int SENTENCES_OF_A_HISTORY = 4;

    private final Random random;
    private final Faker faker;
    private int number;

    public FullClients(long seed) {
        random = new Random(seed);
        faker = new Faker(Locale.ENGLISH, random);
    }

    /** The next client; labels have a semicolon between them. */
    Map<ClientField, String> next() {
        number++;
        Map<ClientField, String> values = new EnumMap<>(ClientField.class);
        for (ClientField field : ClientField.values()) {
            values.put(field, value(field));
        }
        return values;
    }

    private String value(ClientField field) {
        return switch (field) {
            case FIRST_NAME -> faker.name().firstName();
            case LAST_NAME -> faker.name().lastName();
            case EMAIL -> "client" + number + "@clients.example";
            case PHONE, EMERGENCY_CONTACT_PHONE -> phone();
            case DATE_OF_BIRTH ->
                EARLIEST_BIRTH.plusDays(random.nextInt(DAYS_OF_BIRTHS)).toString();
            case ADDRESS ->
                faker.address().streetAddress() + ", " + faker.address().city();
            case MEDICAL_HISTORY -> "Made up. " + faker.lorem().paragraph(SENTENCES_OF_A_HISTORY);
            case EMERGENCY_CONTACT_NAME ->
                faker.name().firstName() + " " + faker.name().lastName();
            case NOTES -> "Made up. " + faker.lorem().sentence();
            case TAGS -> "made up;" + LABELS.get(random.nextInt(LABELS.size()));
        };
    }

    /** Kept free for drama by the British numbering plan. */
    private String phone() {
        return "+44 1632 960%03d".formatted(random.nextInt(1000));
    }

    /** CSV for the import, with a header row and the next so many clients. */
    public String csv(int count) {
        var csv = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            csv.append(next().values().stream()
                    .map(FullClients::quoted)
                    .collect(Collectors.joining(",", "", ",true\r\n")));
        }
        return csv.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
