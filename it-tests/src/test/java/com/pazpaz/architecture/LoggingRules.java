package com.pazpaz.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.cli.Pazpaz;
import com.pazpaz.demo.Demo;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.ServletRequest;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What may be logged, and how. Class files do not tell what is put into an array, so an exception among the parameters of a
 * message goes unseen here; that logs hold nothing of a person in the end, the canaries show.
 */
final class LoggingRules {

    /** Where messages of any exception are asked for: there, after it was made sure that the exception is our own. */
    static final Set<String> SORTS_EXCEPTIONS = Set.of("com.pazpaz.adapter.rest.FaultLog.describe");

    private static final String ADR_LOCKS = "ADR 0003-four-locks: ";

    private static final DescribedPredicate<JavaClass> LOGGER = type(System.Logger.class);

    private static final DescribedPredicate<JavaClass> CARRIERS = resideInAPackage(Packages.PLAINTEXT)
            .or(resideInAPackage("jakarta.json.."))
            .or(assignableTo(ServletRequest.class))
            .or(resideInAPackage("org.eclipse.microprofile.jwt.."))
            .or(type(KeyMaterial.class))
            .as("holds what people have sent, or a key");

    @ArchTest
    static final ArchRule oneLoggerIsUsedByAll = noClasses()
            .that()
            .resideInAPackage(Packages.EVERYTHING)
            .and()
            // They tell libraries to be quiet.
            .doNotBelongToAnyOf(Pazpaz.class, Demo.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..",
                    "org.slf4j..",
                    "org.apache.commons.logging..",
                    "org.apache.logging..",
                    "org.jboss.logging..")
            .because(ADR_LOCKS + "what is watched over has one door, System.Logger");

    @ArchTest
    static final ArchRule codeThatLogsKnowsNoPlaintext = classes()
            .that(Dependencies.on(LOGGER))
            .should(new MentionNoTypeThat(CARRIERS))
            .because(ADR_LOCKS + "what is not at hand cannot be logged");

    @ArchTest
    static final ArchRule loggersAreGivenTextAndItsParametersAlone = noClasses()
            .should()
            .callMethodWhere(describe("hands a logger an exception, an object or a supplier", LoggingRules::isOpaque))
            .because(ADR_LOCKS
                    + "an exception is printed with its message, and drivers and parsers quote what they choke on");

    @ArchTest
    static final ArchRule messagesOfForeignExceptionsAreNotLogged = noClasses()
            .that(Dependencies.on(LOGGER))
            .should()
            .callMethodWhere(describe("asks an exception that may not be our own for its text", LoggingRules::quotes))
            .because(ADR_LOCKS + "drivers and parsers quote what they choke on; the type of an exception tells enough");

    @ArchTest
    static final ArchRule stackTracesAreNotPrinted = noClasses()
            .should()
            .callMethodWhere(describe("prints a stack trace", LoggingRules::printsATrace))
            .because(ADR_LOCKS + "what is printed passes no filter, and a stack trace begins with a message");

    private LoggingRules() {}

    private static DescribedPredicate<JavaMethodCall> describe(
            String description, Predicate<JavaMethodCall> predicate) {
        return DescribedPredicate.describe(description, predicate);
    }

    private static boolean isOpaque(JavaMethodCall call) {
        AccessTarget.MethodCallTarget target = call.getTarget();
        return target.getOwner().isAssignableTo(System.Logger.class)
                && target.getName().equals("log")
                && target.getRawParameterTypes().stream()
                        .anyMatch(type -> type.isEquivalentTo(Object.class)
                                || type.isAssignableTo(Supplier.class)
                                || type.isAssignableTo(Throwable.class));
    }

    private static boolean quotes(JavaMethodCall call) {
        AccessTarget.MethodCallTarget target = call.getTarget();
        return Set.of("getMessage", "getLocalizedMessage", "toString").contains(target.getName())
                && target.getOwner().isAssignableTo(Throwable.class)
                && !resideInAPackage(Packages.EVERYTHING).test(target.getOwner())
                && !SORTS_EXCEPTIONS.contains(nameOfOrigin(call));
    }

    static String nameOfOrigin(JavaMethodCall call) {
        return call.getOriginOwner().getName() + "." + call.getOrigin().getName();
    }

    private static boolean printsATrace(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return (owner.isAssignableTo(Throwable.class) && call.getName().equals("printStackTrace"))
                || (owner.isEquivalentTo(Thread.class) && call.getName().equals("dumpStack"));
    }
}
