package com.pazpaz.architecture;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

/** Holds the production code of every module to the rules. */
@AnalyzeClasses(packages = "com.pazpaz", importOptions = ProductionCode.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests hexagon = ArchTests.in(HexagonRules.class);

    @ArchTest
    static final ArchTests phiBoundary = ArchTests.in(PhiBoundaryRules.class);

    @ArchTest
    static final ArchTests logging = ArchTests.in(LoggingRules.class);

    @ArchTest
    static final ArchTests coding = ArchTests.in(CodingRules.class);
}
