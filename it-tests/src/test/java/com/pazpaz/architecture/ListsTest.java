package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules list exists: a list of what is not there makes a rule that says less than it seems to. */
class ListsTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void everyPackageThatARuleNamesHoldsProductionCode(String pattern) {
        PackageMatcher matcher = PackageMatcher.of(pattern);

        Stream<String> found = ProductionCode.classes().stream()
                .filter(javaClass -> !javaClass.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackageName)
                .distinct();

        assertThat(found).as("Packages of production code").anyMatch(matcher::matches);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packagesAllowedInPersistence")
    void everyPackageThatPersistenceMayUseIsUsed(String pattern) {
        PackageMatcher matcher = PackageMatcher.of(pattern);
        PackageMatcher persistence = PackageMatcher.of(Packages.PERSISTENCE);

        Stream<String> used = ProductionCode.classes().stream()
                .filter(javaClass -> persistence.matches(javaClass.getPackageName()))
                .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getPackageName())
                .distinct();

        assertThat(used).as("Packages that persistence uses").anyMatch(matcher::matches);
    }

    @Test
    void everyTypeThatEntitiesMayHoldIsHeld() {
        Set<String> held = ProductionCode.classes().stream()
                .filter(EntityFields.areMapped())
                .flatMap(javaClass -> javaClass.getFields().stream())
                .map(field -> field.getRawType().getName())
                .collect(Collectors.toSet());

        assertThat(held).containsAll(EntityFields.ALLOWED_TYPES);
    }

    @Test
    void everyPlaceThatMayRevealPlaintextDoes() {
        Stream<String> revealing = ProductionCode.classes().stream().flatMap(RevealingCode::in);

        assertThat(revealing).containsAll(RevealingCode.LISTED);
    }

    @Test
    void everyPlaceThatSortsExceptionsDoes() {
        Stream<String> asking = ProductionCode.classes().stream()
                .flatMap(javaClass -> javaClass.getMethodCallsFromSelf().stream())
                .filter(call -> call.getName().equals("getMessage"))
                .map(LoggingRules::nameOfOrigin);

        assertThat(asking).containsAll(LoggingRules.SORTS_EXCEPTIONS);
    }

    private static List<String> packages() {
        return Stream.of(Packages.class.getDeclaredFields())
                .filter(field -> field.getType() == String.class)
                .map(ListsTest::valueOf)
                .toList();
    }

    private static List<String> packagesAllowedInPersistence() {
        return List.of(PhiBoundaryRules.ALLOWED_IN_PERSISTENCE);
    }

    private static String valueOf(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " must not be private", e);
        }
    }
}
