package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pazpaz.application.port.in.ImportClientsUseCase.Row;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.InvalidClientException;
import com.pazpaz.domain.model.Violation;
import com.pazpaz.domain.model.WorkspaceId;
import com.pazpaz.domain.phi.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClientCsvTest {

    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());

    @Nested
    class ARow {

        @Test
        void keepsLineBreaksQuotesAndEveryScript() {
            var rows = csv("first_name,last_name,notes\n\"Zoë\",שרה,\"one\r\ntwo \"\"quoted\"\"\n😀\"\n");

            Client client = clientOf(rows.next());

            assertThat(text(client, ClientField.FIRST_NAME)).isEqualTo("Zoë");
            assertThat(text(client, ClientField.LAST_NAME)).isEqualTo("שרה");
            assertThat(text(client, ClientField.NOTES)).isEqualTo("one\r\ntwo \"quoted\"\n😀");
        }

        @Test
        void partsTagsAtSemicolons() {
            var rows = csv("first_name,last_name,tags\nA,B,one;two words\n");

            assertThat(text(clientOf(rows.next()), ClientField.TAGS)).isEqualTo("[\"one\",\"two words\"]");
        }

        @Test
        void withAnEmptyCellHasNoValueThere() {
            var rows = csv("first_name,last_name,email\nA,B,\n");

            assertThat(clientOf(rows.next()).value(ClientField.EMAIL)).isEmpty();
        }

        @Test
        void setsConsentAndActivity() {
            var rows = csv("first_name,last_name,consent_status,is_active\nA,B,true,false\n");

            Client client = clientOf(rows.next());

            assertThat(client.header().consentStatus()).isTrue();
            assertThat(client.header().active()).isFalse();
        }

        @Test
        void isKnownByTheLineWhereItBegins() {
            var rows = csv("first_name,last_name,notes\nA,B,\"1\n2\n3\"\nC,D,\n");

            assertThat(rows.next().line()).isEqualTo(2);
            assertThat(rows.next().line()).isEqualTo(5);
        }

        @Test
        void withBrokenBytesSpoilsItselfAlone() {
            var rows = new ClientCsv(bytes("first_name,last_name\nA", new byte[] {(byte) 0xff}, ",B\nC,D\n"));

            assertThat(violationsOf(rows.next())).containsExactly(new Violation("first_name", "must be valid UTF-8"));
            assertThat(text(clientOf(rows.next()), ClientField.FIRST_NAME)).isEqualTo("C");
        }

        @Test
        void withoutARequiredValueIsRejected() {
            var rows = csv("first_name,last_name\n,B\n");

            assertThat(violationsOf(rows.next())).containsExactly(new Violation("first_name", "must be given"));
        }

        @Test
        void withMoreOrFewerColumnsThanTheHeaderIsRejected() {
            var rows = csv("first_name,last_name\nA,B,C\nA\n");

            assertThat(violationsOf(rows.next())).extracting(Violation::field).containsExactly("row");
            assertThat(violationsOf(rows.next())).extracting(Violation::field).containsExactly("row");
        }

        @Test
        void withAFlagThatIsNoneIsRejected() {
            var rows = csv("first_name,last_name,is_active\nA,B,yes\n");

            assertThat(violationsOf(rows.next())).containsExactly(new Violation("is_active", "must be true or false"));
        }
    }

    @Nested
    class TheHeader {

        @Test
        void mayBeginWithAByteOrderMark() {
            var rows = csv("\ufefffirst_name,last_name\nA,B\n");

            assertThat(text(clientOf(rows.next()), ClientField.FIRST_NAME)).isEqualTo("A");
        }

        @Test
        void namesTheColumnsThatAreIgnored() {
            var rows = csv("first_name,shoe_size,last_name\nA,44,B\n");

            assertThat(rows.ignoredColumns()).containsExactly(2);
            assertThat(text(clientOf(rows.next()), ClientField.LAST_NAME)).isEqualTo("B");
        }

        @Test
        void mustHoldTheRequiredMembers() {
            assertThatThrownBy(() -> csv("first_name\nA\n"))
                    .isInstanceOfSatisfying(
                            InvalidClientException.class,
                            e -> assertThat(e.violations())
                                    .containsExactly(new Violation("last_name", "must be in the header")));
        }

        @Test
        void mustNotNameAMemberTwice() {
            assertThatThrownBy(() -> csv("first_name,last_name,first_name\n"))
                    .isInstanceOf(InvalidClientException.class);
        }

        @Test
        void mustBeThere() {
            assertThatThrownBy(() -> csv("")).isInstanceOf(RefusedRequestException.class);
        }
    }

    @Nested
    class TheFile {

        @Test
        void thatEndsWithinQuotesWasCutOff() {
            var rows = csv("first_name,last_name\nA,\"B\n");

            assertThatThrownBy(rows::hasNext).isInstanceOf(RefusedRequestException.class);
        }

        @Test
        void thatIsTooLargeIsRefusedHoweverItIsSent() {
            InputStream body = new BodyLimit(bytes("first_name,last_name\n" + "A,B\n".repeat(10_000)), 30_000);

            assertThatThrownBy(() -> new ClientCsv(body).forEachRemaining(row -> {}))
                    .isInstanceOfSatisfying(
                            RefusedRequestException.class,
                            e -> assertThat(e.status()).isEqualTo(413));
        }
    }

    private static ClientCsv csv(String text) {
        return new ClientCsv(bytes(text));
    }

    private static InputStream bytes(Object... parts) {
        var bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            bytes.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8));
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static Client clientOf(Row row) {
        return Client.register(WORKSPACE, row.values().get(), Instant.EPOCH);
    }

    private static List<Violation> violationsOf(Row row) {
        var rejection = catchThrowableOfType(InvalidClientException.class, row.values()::get);
        return rejection.violations();
    }

    private static String text(Client client, ClientField field) {
        return client.value(field).orElseThrow().reveal();
    }
}
