package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents for auditors name as evidence is there: a test that was renamed would prove nothing to them. */
class EvidenceTest {

    /** A word in code type that begins as classes do. */
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)`");

    @ParameterizedTest
    @ValueSource(strings = {"HIPAA.md", "ASVS.md", "THREAT_MODEL.md"})
    void everyClassThatADocumentNamesExists(String document) throws IOException {
        String text = Files.readString(ProjectFiles.root().resolve("docs").resolve(document));

        Set<String> named = classesNamedIn(text);

        assertThat(named).as("Classes named in " + document).hasSizeGreaterThan(20);
        assertThat(ProjectFiles.classesBelow(ProjectFiles.root()))
                .as("Classes of the project; what is missing was renamed or removed: name in docs/" + document
                        + " what shows it now, or that nothing does")
                .containsAll(named);
    }

    @Test
    void namesAreFoundWhereverTheyStand() {
        String text = "| `AccessIT`, `PhiRulesTest` | see `X-Request-ID` and `Operation` |\n`PAZPAZ_KEYSTORE` `pazpaz`";

        assertThat(classesNamedIn(text)).containsExactlyInAnyOrder("AccessIT", "PhiRulesTest", "Operation");
    }

    @Test
    void aClassThatWasNeverWrittenIsNoneOfTheProject() throws IOException {
        assertThat(ProjectFiles.classesBelow(ProjectFiles.root()))
                .contains("EvidenceTest", "Operation")
                .doesNotContain("NeverWrittenTest");
    }

    private static Set<String> classesNamedIn(String text) {
        return CLASS.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }
}
