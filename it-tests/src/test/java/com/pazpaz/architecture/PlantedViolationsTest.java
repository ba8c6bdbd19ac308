package com.pazpaz.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.adapter.persistence.planted.PassesPlaintextOn;
import com.pazpaz.architecture.Plants.Plant;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Shows of each rule that it can fail. */
class PlantedViolationsTest {

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(location -> location.contains("/planted/"))
            .importPackages("com.pazpaz");

    private static final Map<String, ArchRule> RULES = Rules.byName();

    @Nested
    class ARule {

        @ParameterizedTest(name = "{0}")
        @FieldSource("com.pazpaz.architecture.Plants#ALL")
        void refusesWhatIsPlanted(Plant plant) {
            List<String> complaints =
                    named(plant.rule()).evaluate(PLANTED).getFailureReport().getDetails();

            assertThat(complaints)
                    .anySatisfy(complaint ->
                            assertThat(complaint).contains(plant.violator().getName(), plant.evidence()));
        }

        @Test
        void hasAPlantedViolation() {
            assertThat(Plants.ALL)
                    .extracting(Plant::rule)
                    .as("Plant a class that breaks the rule, and list it in Plants")
                    .containsAll(RULES.keySet());
        }

        @Test
        void namesAnArchitectureDecisionRecordThatExists() {
            assertThat(RULES).allSatisfy((name, rule) -> {
                String reason = rule.getDescription().replaceFirst("(?s).*, because ", "");

                assertThat(reason).matches("ADR \\d{4}-[a-z-]+: .+");
                assertThat(adr(reason)).isRegularFile();
            });
        }

        private static ArchRule named(String rule) {
            return Optional.ofNullable(RULES.get(rule))
                    .orElseThrow(() -> new AssertionError("There is no rule " + rule));
        }

        private static Path adr(String reason) {
            return ProjectFiles.root()
                    .resolve("docs/adr/" + reason.substring("ADR ".length(), reason.indexOf(':')) + ".md");
        }
    }

    @Nested
    class PlaintextThatOnlyPassesThrough {

        /** If this fails, ArchUnit has learnt to see it, and {@link MentionNoTypeThat} may have become too much. */
        @Test
        void isNotSeenByARuleOnDependencies() {
            var passing = new ClassFileImporter().importClasses(PassesPlaintextOn.class);

            var result = noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(Packages.PLAINTEXT)
                    .evaluate(passing);

            assertThat(result.hasViolation()).isFalse();
        }
    }
}
