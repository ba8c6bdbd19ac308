package com.pazpaz.benchmarks.load;

import jakarta.json.Json;

/** Clients that nobody could take for real, each with most of its fields. */
final class MadeUpClients {

    private static final String HISTORY = "Made-up history: shoulder, physiotherapy, no medication. ".repeat(10);
    private static final String CSV_HEADER =
            "first_name,last_name,email,phone,date_of_birth,address,medical_history,notes\n";

    private MadeUpClients() {}

    static String json(int number) {
        return Json.createObjectBuilder()
                .add("first_name", "Testa" + number)
                .add("last_name", "Loadbeispiel")
                .add("email", "testa" + number + "@example.org")
                .add("phone", "+49 30 555 " + number)
                .add("date_of_birth", "1980-02-29")
                .add("address", "Probeweg " + number)
                .add("medical_history", HISTORY)
                .add("notes", "Made up for a load test")
                .add("consent_status", true)
                .build()
                .toString();
    }

    static String csv(int count) {
        var csv = new StringBuilder(CSV_HEADER);
        for (int number = 1; number <= count; number++) {
            csv.append(
                    "Testa%d,Musterbeispiel%d,testa%d@example.org,+49 30 555 %d,1980-02-29,Probeweg %d,\"%s\",Made up%n"
                            .formatted(number, number % 97, number, number, number, HISTORY));
        }
        return csv.toString();
    }
}
