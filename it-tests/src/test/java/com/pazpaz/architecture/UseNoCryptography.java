package com.pazpaz.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Holds for a class that keeps away from {@code javax.crypto}, but for one that must name the type of a key. */
final class UseNoCryptography extends ArchCondition<JavaClass> {

    /** {@link java.security.KeyStore} takes and gives the keys of a PKCS #12 file (RFC 7292) as these types. */
    private static final Set<String> KEY_TYPES = Set.of("javax.crypto.SecretKey", "javax.crypto.spec.SecretKeySpec");

    private static final String READER_OF_KEY_FILES = "com.pazpaz.adapter.keystore.Pkcs12File";

    UseNoCryptography() {
        super("use no cryptography");
    }

    @Override
    public void check(JavaClass javaClass, ConditionEvents events) {
        javaClass.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith("javax.crypto"))
                .filter(dependency -> !isAllowed(dependency))
                .forEach(dependency ->
                        events.add(SimpleConditionEvent.violated(javaClass, dependency.getDescription())));
    }

    private static boolean isAllowed(Dependency dependency) {
        return dependency.getOriginClass().getName().equals(READER_OF_KEY_FILES)
                && KEY_TYPES.contains(dependency.getTargetClass().getName());
    }
}
