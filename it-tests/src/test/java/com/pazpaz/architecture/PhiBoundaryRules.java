package com.pazpaz.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.pazpaz.application.port.out.crypto.EncryptionPort;
import com.pazpaz.domain.encrypted.Ciphertext;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;

/** Where plaintext may be, and where it must not. */
final class PhiBoundaryRules {

    /** What persistence may use. Whatever is not here is refused, so a new way for plaintext has to be let in first. */
    static final String[] ALLOWED_IN_PERSISTENCE = {
        Packages.PERSISTENCE,
        Packages.PERSISTENCE_PORTS,
        Packages.AUDIT_PORTS,
        Packages.CIPHERTEXT,
        Packages.MODEL,
        "java..",
        "javax.sql..",
        "jakarta.annotation..",
        "jakarta.enterprise..",
        "jakarta.inject..",
        "jakarta.interceptor..",
        "jakarta.persistence..",
        "jakarta.transaction..",
        "org.flywaydb..",
        "org.postgresql..",
        "org.jspecify.annotations..",
    };

    private static final String ADR_PORT = "ADR 0002-encryption-at-the-port: ";
    private static final String ADR_LOCKS = "ADR 0003-four-locks: ";

    @ArchTest
    static final ArchRule modelAndCiphertextKnowNoPlaintext = noClasses()
            .that()
            .resideInAnyPackage(Packages.MODEL, Packages.CIPHERTEXT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.PLAINTEXT)
            .because(ADR_LOCKS + "who is allowed these packages alone cannot hold a value in the clear");

    @ArchTest
    static final ArchRule theEncryptionPortAloneTurnsPlaintextIntoCiphertext = noClasses()
            .that()
            .resideInAPackage(Packages.PORTS)
            .and()
            .doNotBelongToAnyOf(EncryptionPort.class)
            .and(Dependencies.on(resideInAPackage(Packages.PLAINTEXT)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.CIPHERTEXT)
            .because(ADR_PORT + "there is one door between the two");

    @ArchTest
    static final ArchRule storagePortsMentionNoPlaintext = noClasses()
            .that()
            .resideInAnyPackage(Packages.PERSISTENCE_PORTS, Packages.AUDIT_PORTS, Packages.KEY_PORTS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.PLAINTEXT)
            .because(ADR_PORT + "what is stored was encrypted before");

    @ArchTest
    static final ArchRule persistenceUsesAllowedPackagesAlone = classes()
            .that()
            .resideInAPackage(Packages.PERSISTENCE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ALLOWED_IN_PERSISTENCE)
            .because(ADR_LOCKS + "a list of what is allowed also refuses what nobody thought of");

    @ArchTest
    static final ArchRule noPlaintextPassesThroughStorage = classes()
            .that()
            .resideInAnyPackage(Packages.PERSISTENCE, Packages.KEY_STORES, Packages.BACKUPS)
            .should(new MentionNoTypeThat(resideInAPackage(Packages.PLAINTEXT)))
            .because(ADR_LOCKS + "a value that merely passes through is a value that can be stored");

    @ArchTest
    static final ArchRule theMigrationAdapterAloneHoldsPlaintextAndSql = noClasses()
            .that()
            .resideOutsideOfPackage(Packages.MIGRATION)
            .and(Dependencies.on(resideInAPackage(Packages.PLAINTEXT)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because(ADR_LOCKS + "plaintext has one way into a table, and that is taken away once nobody needs it");

    @ArchTest
    static final ArchRule theMigrationAdapterCanBeTakenAway = noClasses()
            .that()
            .resideOutsideOfPackages(Packages.MIGRATION, Packages.COMMAND_LINE_BOOTSTRAP)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.MIGRATION)
            .because(ADR_LOCKS + "nodes are built without it, unless they are to migrate");

    @ArchTest
    static final ArchRule entitiesHoldAllowedTypesAlone = classes()
            .that(EntityFields.areMapped())
            .should(EntityFields.haveAllowedTypes())
            .because(ADR_LOCKS + "a column holds what its attribute holds");

    @ArchTest
    static final ArchRule protectedFieldsAreCiphertext = fields().that(EntityFields.areNamedLikeAProtectedField())
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage(Packages.PERSISTENCE)
            .should()
            .haveRawType(Ciphertext.class)
            .because(ADR_LOCKS + "what the registry protects is stored as ciphertext or not at all");

    @ArchTest
    static final ArchRule cryptographyStaysInTheCryptoAdapter = classes()
            .that()
            .resideOutsideOfPackage(Packages.CRYPTO)
            .should(new UseNoCryptography())
            .because(ADR_PORT + "one adapter is reviewed for its cryptography, and no other has any");

    @ArchTest
    static final ArchRule listedCodeAloneRevealsPlaintext = classes()
            .that()
            .resideInAPackage(Packages.EVERYTHING)
            .should(RevealingCode.beListed())
            .because(ADR_LOCKS + "the places where plaintext leaves its type are few, and known");

    @ArchTest
    static final ArchRule whoeverRevealsSaysWhy = classes()
            .that()
            .resideInAPackage(Packages.EVERYTHING)
            .should(RevealingCode.sayWhy())
            .because(ADR_LOCKS + "the class files must show what the compiler was to enforce");

    @ArchTest
    static final ArchRule plaintextTypesCannotBeExtended = classes()
            .that(PlaintextTypes.areTypes())
            .should(PlaintextTypes.beFinalOrSealed())
            .because(ADR_LOCKS + "a subclass could print what its parent hides");

    @ArchTest
    static final ArchRule plaintextTypesAreNoRecords = noClasses()
            .that()
            .resideInAPackage(Packages.PLAINTEXT)
            .should()
            .beRecords()
            .because(ADR_LOCKS + "a record prints its content");

    @ArchTest
    static final ArchRule plaintextTypesAreNotSerializable = noClasses()
            .that()
            .resideInAPackage(Packages.PLAINTEXT)
            .should()
            .beAssignableTo(Serializable.class)
            .because(ADR_LOCKS + "serialisation writes every field, to wherever");

    @ArchTest
    static final ArchRule plaintextTypesRedactTheirText = classes()
            .that(PlaintextTypes.holdValues())
            .should(PlaintextTypes.overrideToString())
            .because(ADR_LOCKS + "whatever is logged is logged through toString");

    @ArchTest
    static final ArchRule plaintextLeavesThroughRevealAlone = classes()
            .that()
            .resideInAPackage(Packages.PLAINTEXT)
            .should(PlaintextTypes.returnTextFromRevealAlone())
            .because(ADR_LOCKS + "the compiler guards one method, not many");

    @ArchTest
    static final ArchRule restKnowsNoCiphertext = noClasses()
            .that()
            .resideInAPackage(Packages.REST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(Packages.CIPHERTEXT)
            .because(ADR_PORT + "encryption never shows in the API");

    private PhiBoundaryRules() {}
}
