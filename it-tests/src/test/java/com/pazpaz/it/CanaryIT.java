package com.pazpaz.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.it.ApiCaller.Reply;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A value that occurs nowhere else is sent in every way, and then searched for wherever it could have stayed. */
class CanaryIT extends EndToEndTest {

    private final ApiCaller therapist = someone();

    @Test
    void noValueIsLeftInTheDatabasesFilesNorInAnyLog() throws SQLException {
        Canary.sendWhatIsRight(therapist);
        Canary.sendWhatIsWrong(therapist);
        sendWhatTheDatabaseRefuses();
        reencryptEverything();
        asSuperuser("ANALYZE", "CHECKPOINT");

        List<Path> files = system().placesToSearch().stream()
                .flatMap(place -> filesBelow(place).stream())
                .toList();

        assertThat(files).hasSizeGreaterThan(500);
        assertThat(files.stream().filter(file -> isBelow(file, "ffdc")))
                .as("what the server writes when something fails, if it is not kept from it")
                .isEmpty();
        assertThat(files.stream().filter(file -> isBelow(file, "joblogs")))
                .as("logs of jobs, which would have their parameters")
                .isEmpty();
        assertThat(files.stream().filter(Canary::isIn)).isEmpty();
    }

    /** Were there any, they would have to be searched row by row: the database compresses what is large. */
    @Test
    void jobsKeepNothingInTheDatabase() throws SQLException {
        assertThat(asSuperuser("SELECT count(*) FROM pg_tables WHERE tablename ILIKE ANY"
                        + " (ARRAY['%jobinstance%', '%jobexecution%', '%stepthread%', 'jbatch%'])"))
                .isEqualTo("0");
    }

    @Test
    void theSearchFindsAValueThatWasLeft() throws IOException {
        Path file = Files.writeString(system().logs().resolve("planted.txt"), "x".repeat(9_000) + Canary.VALUE);

        boolean found = Canary.isIn(file);
        Files.delete(file);

        assertThat(found).isTrue();
    }

    @Test
    void noAnswerRepeatsWhatItRefuses() {
        List<Reply> right = Canary.sendWhatIsRight(therapist);
        List<Reply> wrong = Canary.sendWhatIsWrong(therapist);
        List<Reply> server = Canary.askTheServer();

        assertThat(right)
                .anySatisfy(reply -> assertThat(Canary.isIn(reply.body())).isTrue());
        assertThat(wrong).extracting(Reply::status).contains(400, 401, 403, 404, 412, 415, 422);
        assertThat(wrong).noneMatch(reply -> Canary.isIn(reply.body()));
        assertThat(server).noneMatch(reply -> Canary.isIn(reply.body()));
        for (List<Reply> replies : List.of(right, wrong, server)) {
            assertThat(replies)
                    .noneMatch(reply -> Canary.isIn(reply.headers().map().toString()));
        }
    }

    /** A thread that is named for its request, or waits for an object that is printed, would show it to whoever may attach. */
    @Test
    void noThreadShowsWhatItWorksOn() throws IOException {
        var rows = new PipedOutputStream();
        var body = new PipedInputStream(rows, 1 << 20);
        CompletableFuture<Reply> report = CompletableFuture.supplyAsync(() -> therapist.send(
                "/clients/import?name=" + Canary.VALUE,
                request -> request.header("Content-Type", "text/csv").POST(BodyPublishers.ofInputStream(() -> body))));
        var threads = new StringBuilder();
        try (rows) {
            rows.write("first_name,last_name,notes\n".getBytes(UTF_8));
            rows.write(
                    (Canary.VALUE + ",B," + Canary.VALUE + "\n").repeat(2_000).getBytes(UTF_8));
            rows.flush();
            eventually(() -> {
                threads.setLength(0);
                threads.append(threadsOfTheServer());
                return threads.indexOf("ImportClientsService") >= 0;
            });
        }

        assertThat(report.join().json().getInt("accepted")).isEqualTo(2_000);
        assertThat(Canary.isIn(threads.toString())).isFalse();
    }

    private static String threadsOfTheServer() {
        long server = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow()
                .pid();
        Path jcmd = Path.of(System.getProperty("java.home", ""), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(server), "Thread.print", "-l", "-e")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that JPA, the driver and the server have an error to report while there is something to repeat. */
    private void sendWhatTheDatabaseRefuses() throws SQLException {
        String path = "/clients/" + therapist.register(Canary.CLIENT);
        asSuperuser("REVOKE INSERT ON audit_events FROM pazpaz_app");
        try {
            assertThat(List.of(
                            therapist.post("/clients", Canary.CLIENT),
                            therapist.put(path, Canary.CLIENT),
                            therapist.get(path),
                            therapist.get("/clients?search=" + Canary.VALUE)))
                    .extracting(Reply::status)
                    .containsOnly(500);
        } finally {
            asSuperuser("GRANT INSERT ON audit_events TO pazpaz_app");
        }
    }

    private static void reencryptEverything() {
        var officer = new SecurityOfficer();
        officer.rotate();
        String run = officer.reencrypt("{\"" + Canary.VALUE + "\":\"" + Canary.VALUE + "\"}");
        officer.awaitEnd(run);
    }

    /** The first value of the last statement, if it has any. */
    private static String asSuperuser(String... statements) throws SQLException {
        try (var connection = system().database().connect(system().database().superuser());
                var statement = connection.createStatement()) {
            String value = "";
            for (String sql : statements) {
                if (statement.execute(sql)) {
                    try (var rows = statement.getResultSet()) {
                        value = rows.next() ? rows.getString(1) : "";
                    }
                }
            }
            return value;
        }
    }

    private static boolean isBelow(Path file, String directory) {
        return file.toString().contains("/" + directory + "/");
    }

    private static List<Path> filesBelow(Path place) {
        try (var tree = Files.walk(place)) {
            return tree.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
