package com.pazpaz.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** Chooses classes by what they depend on. */
final class Dependencies {

    private Dependencies() {}

    static DescribedPredicate<JavaClass> on(DescribedPredicate<? super JavaClass> target) {
        return DescribedPredicate.describe(
                "depend on classes that " + target.getDescription(),
                javaClass -> javaClass.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> target.test(dependency.getTargetClass())));
    }
}
