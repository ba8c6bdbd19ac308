package com.pazpaz.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** What all code keeps to, whatever its place. */
final class CodingRules {

    private static final String ADR_MODULES = "ADR 0001-hexagonal-modules: ";
    private static final String ADR_LOCKS = "ADR 0003-four-locks: ";

    @ArchTest
    static final ArchRule nothingPrintsToTheStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.DEMO)
            .should(ACCESS_STANDARD_STREAMS)
            .because(ADR_LOCKS + "what is printed passes no filter");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .that()
            .resideInAPackage(Packages.EVERYTHING)
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
            .because(ADR_MODULES + "an adapter is named for its technology, everything else for its purpose");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("com.pazpaz.(**)")
            .should()
            .beFreeOfCycles()
            .because(ADR_MODULES + "what depends on itself cannot be taken apart");

    @ArchTest
    static final ArchRule packagesAreNullMarked = classes()
            .that()
            .resideInAPackage(Packages.EVERYTHING)
            .should(resideInANullMarkedPackage())
            .because(ADR_MODULES + "absence is an Optional, and the compiler checks it in marked packages only");

    @ArchTest
    static final ArchRule keysAndNoncesComeFromASecureRandom = noClasses()
            .that()
            .resideInAnyPackage(Packages.CRYPTO, Packages.KEY_STORES, Packages.BACKUPS)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
            .orShould()
            .callMethod(Math.class, "random")
            .because(ADR_LOCKS + "what can be predicted protects nothing (NIST SP 800-90A)");

    private CodingRules() {}

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                if (!javaClass.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(
                            javaClass, javaClass.getName() + " is in a package without a @NullMarked package-info"));
                }
            }
        };
    }
}
