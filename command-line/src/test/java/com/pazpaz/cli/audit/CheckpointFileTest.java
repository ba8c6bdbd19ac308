package com.pazpaz.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Fault;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Finding;
import com.pazpaz.application.port.in.VerifyAuditTrailUseCase.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {

    private static final Verdict CLEAN = verdict(Optional.of("checkpoint"));
    private static final Verdict CHANGED = verdict(Optional.of("checkpoint"), new Finding(Fault.CHANGED, "event 1"));
    private static final Verdict EMPTY = verdict(Optional.empty());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("last.checkpoint");
    }

    private static Verdict verdict(Optional<String> checkpoint, Finding... findings) {
        return new Verdict(5, 2, checkpoint, List.of(findings), Set.of(), Map.of());
    }

    private List<Path> files() throws IOException {
        try (var all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void isMadeAndReplacedWholeAndNothingIsLeftBesideIt() throws IOException {
        assertThat(new CheckpointFile(file).save(CLEAN)).isTrue();
        assertThat(file).hasContent("checkpoint");

        Files.writeString(file, "a longer checkpoint from before");
        assertThat(new CheckpointFile(file).save(CLEAN)).isTrue();
        assertThat(file).hasContent("checkpoint");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void isLeftAloneByATrailThatIsNotAsItWasRecordedOrEmpty() throws IOException {
        Files.writeString(file, "from before");

        assertThat(new CheckpointFile(file).save(CHANGED)).isFalse();
        assertThat(new CheckpointFile(file).save(EMPTY)).isFalse();
        assertThat(file).hasContent("from before");
        assertThat(files()).containsExactly(file);
    }

    @Test
    void isKeptIfAnotherCannotBeWritten() throws IOException {
        Files.writeString(file, "from before");
        Files.createDirectory(directory.resolve("last.checkpoint.new"));

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> new CheckpointFile(file).save(CLEAN))
                .withMessageContaining(file.toString());
        assertThat(file).hasContent("from before");
    }

    @Test
    void mayHaveSeveral() throws IOException {
        String first = "pazpaz/audit\n3\nhead\n\n— pazpaz/audit/v1 AAAA\n";
        String second = "pazpaz/audit\n5\nhead\n\n— pazpaz/audit/v1 BBBB\n";
        Files.writeString(file, first + second);

        assertThat(new CheckpointFile(file).read()).containsExactly(first, second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "— pazpaz/audit/v1 AAAA\npazpaz/audit"})
    void withoutAWholeOneIsOfNoUse(String text) throws IOException {
        Files.writeString(file, text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointFile(file).read())
                .withMessageContaining("no checkpoint in " + file);
    }

    @Test
    void thatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckpointFile(file).read())
                .withMessageContaining("cannot be read");
    }
}
