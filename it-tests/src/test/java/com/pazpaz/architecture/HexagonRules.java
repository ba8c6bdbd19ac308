package com.pazpaz.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: dependencies point inwards, and adapters are strangers to each other. */
final class HexagonRules {

    private static final String ADR = "ADR 0001-hexagonal-modules: ";

    @ArchTest
    static final ArchRule theDomainDependsOnTheJdkAlone = classes()
            .that()
            .resideInAnyPackage(Packages.DOMAIN, Packages.APPLICATION)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    Packages.DOMAIN,
                    Packages.APPLICATION,
                    "java..",
                    "javax.security.auth..",
                    "org.jspecify.annotations..",
                    "com.google.errorprone.annotations..")
            .because(ADR + "the core outlives every framework, and is tested without one");

    @ArchTest
    static final ArchRule theDomainDoesNotKnowTheApplication = noClasses()
            .that()
            .resideInAPackage(Packages.DOMAIN)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.APPLICATION)
            .because(ADR + "dependencies point inwards");

    @ArchTest
    static final ArchRule portsDoNotKnowTheServices = noClasses()
            .that()
            .resideInAPackage(Packages.PORTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.SERVICES)
            .because(ADR + "a port says what is needed, not who does it");

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = classes()
            .that()
            .resideInAPackage(Packages.ADAPTERS)
            .should(new SeeAtMostOneAdapter())
            .because(ADR + "an adapter can be replaced without touching another");

    @ArchTest
    static final ArchRule theBootstrapsAloneSeeSeveralAdapters = classes()
            .that()
            .resideOutsideOfPackages(Packages.ADAPTERS, Packages.BOOTSTRAP, Packages.COMMAND_LINE_BOOTSTRAP)
            .should(new SeeAtMostOneAdapter())
            .because(ADR + "the application, and the command line, are each put together in one place");

    @ArchTest
    static final ArchRule nobodyKnowsTheBootstrap = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.BOOTSTRAP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.BOOTSTRAP)
            .because(ADR + "who is put together does not ask by whom");

    @ArchTest
    static final ArchRule adaptersUsePortsNotServices = noClasses()
            .that()
            .resideInAPackage(Packages.ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.SERVICES)
            .because(ADR + "adapters speak to use cases through their interfaces");

    @ArchTest
    static final ArchRule jpaStaysInPersistence = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.PERSISTENCE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "org.eclipse.persistence..")
            .because(ADR + "each technology has one adapter");

    @ArchTest
    static final ArchRule migrationsStayInTheSchemaPackage = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.SCHEMA)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.flywaydb..")
            .because(ADR + "the schema changes in one place");

    @ArchTest
    static final ArchRule jaxRsStaysInRest = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.REST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.ws.rs..")
            .because(ADR + "each technology has one adapter");

    @ArchTest
    static final ArchRule openPgpStaysInBackups = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.BACKUPS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..")
            .because(ADR + "each technology has one adapter");

    private HexagonRules() {}
}
