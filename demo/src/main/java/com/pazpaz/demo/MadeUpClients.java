package com.pazpaz.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.datafaker.Faker;

/**
 * Clients who do not exist, from many countries, as CSV for the import. The same seed makes the same people.
 *
 * <p>Addresses of e-mail are under a domain that is reserved (RFC 2606), phone numbers from ranges that are kept free
 * for fiction, and each record says that it is made up.
 */
public final class MadeUpClients {

    private static final List<Locale> LOCALES =
            List.of("en-GB", "de", "fr", "es", "sv", "pl", "tr", "vi", "he", "ar", "ru", "ja", "zh-CN").stream()
                    .map(Locale::forLanguageTag)
                    .toList();
    private static final List<String> HEADER = List.of(
            "first_name",
            "last_name",
            "email",
            "phone",
            "date_of_birth",
            "address",
            "medical_history",
            "emergency_contact_name",
            "emergency_contact_phone",
            "notes",
            "tags",
            "consent_status",
            "is_active");
    private static final List<String> COMPLAINTS = List.of(
            "lower back pain",
            "tension headaches",
            "a sprained ankle",
            "frozen shoulder",
            "recovery after a knee operation",
            "trouble sleeping",
            "carpal tunnel syndrome");
    private static final List<String> TAGS = List.of("physiotherapy", "first visit", "home visits", "mornings only");
    private static final LocalDate EARLIEST_BIRTH = LocalDate.of(1935, 1, 1);
    private static final int DAYS_OF_BIRTHS = 80 * 365;

    private final Random random;
    private final List<Faker> fakers;

    public MadeUpClients(long seed) {
        this.random = new Random(seed);
        this.fakers = LOCALES.stream().map(locale -> new Faker(locale, random)).toList();
    }

    /** CSV with a header row and that many clients. */
    public String csv(int count) {
        var text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(HEADER);
            for (int number = 1; number <= count; number++) {
                csv.writeRecord(client(number));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private List<String> client(int number) {
        Faker faker = fakers.get(random.nextInt(fakers.size()));
        List<String> row = new ArrayList<>();
        row.add(faker.name().firstName());
        row.add(faker.name().lastName());
        row.add(sometimes("client" + number + "@clients.example"));
        row.add(sometimes(phone()));
        row.add(EARLIEST_BIRTH.plusDays(random.nextInt(DAYS_OF_BIRTHS)).toString());
        row.add(sometimes(
                faker.address().streetAddress() + ", " + faker.address().city()));
        row.add("Made up: came with " + pick(COMPLAINTS) + ".");
        row.add(faker.name().firstName() + " " + faker.name().lastName());
        row.add(phone());
        row.add(sometimes("Made-up person, for the demo."));
        row.add("made up;" + pick(TAGS));
        row.add(Boolean.toString(random.nextInt(10) > 0));
        row.add(Boolean.toString(random.nextInt(20) > 0));
        return row;
    }

    // Kept free for drama by the British and the North American numbering plan.
    private String phone() {
        return random.nextBoolean()
                ? "+44 1632 960%03d".formatted(random.nextInt(1000))
                : "+1 202 555 01%02d".formatted(random.nextInt(100));
    }

    private String sometimes(String value) {
        return random.nextInt(8) == 0 ? "" : value;
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
