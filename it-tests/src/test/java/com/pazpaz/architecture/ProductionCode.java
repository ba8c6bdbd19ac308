package com.pazpaz.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** What is shipped: every module's main classes, whether they lie in folders or in archives; and no tests. */
final class ProductionCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    static JavaClasses classes() {
        return Imported.CLASSES;
    }

    /** Imported once, when first asked for. */
    private static final class Imported {

        static final JavaClasses CLASSES =
                new ClassFileImporter().withImportOption(new ProductionCode()).importPackages("com.pazpaz");
    }
}
