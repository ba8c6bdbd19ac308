package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever reads the trail finds every type of event in the documentation, and none that never comes. */
class EventTypesTest {

    /** Refusals of all operations but a login have one type for all of them. */
    private static final String REFUSAL = "access.denied";

    /** Operations that leave nothing else than refusals. */
    private static final Set<String> ONLY_REFUSED =
            Set.of("limit.exceeded", "key.list", "key.deactivate", "re-encryption.view", "unknown");

    private static final Pattern ROW = Pattern.compile("(?m)^\\|([^|]*)\\|");
    private static final Pattern TYPE = Pattern.compile("`([a-z.-]+)`");

    @Test
    void theDocumentationHasThoseThatOperationsLeave() throws IOException {
        String text = Files.readString(ProjectFiles.root().resolve("docs/AUDIT.md"));

        assertThat(documentedIn(text))
                .as(
                        "docs/AUDIT.md, What is recorded: name there what an operation leaves, or here why it leaves nothing")
                .isEqualTo(left());
    }

    @Test
    void typesAreFoundInTheFirstColumnOfThatSectionAlone() {
        String text = """
                ## Before
                | `a.before` | |
                ## What is recorded
                | event | when |
                |---|---|
                | `a.one`, `a.two-three` | with `limit.exceeded` |
                In a sentence: `a.sentence`
                ## Reading it
                | `a.later` | |
                """;

        assertThat(documentedIn(text)).containsExactlyInAnyOrder("a.one", "a.two-three");
    }

    private static Set<String> left() {
        Set<String> types = Arrays.stream(Operation.values())
                .map(Operation::eventType)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(types).containsAll(ONLY_REFUSED);
        types.removeAll(ONLY_REFUSED);
        types.add(REFUSAL);
        return types;
    }

    private static Set<String> documentedIn(String text) {
        String section = text.split("(?m)^## What is recorded$", 2)[1].split("(?m)^## ", 2)[0];
        return ROW.matcher(section)
                .results()
                .map((MatchResult row) -> row.group(1))
                .flatMap(cell -> TYPE.matcher(cell).results())
                .map((MatchResult type) -> type.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
