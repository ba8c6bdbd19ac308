package com.pazpaz.architecture;

import com.pazpaz.domain.phi.Phi;
import com.pazpaz.domain.phi.RevealsPhi;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** The code that takes plaintext out of its type, all of it. */
final class RevealingCode {

    /**
     * Every class, method and constructor that carries {@link RevealsPhi}.
     *
     * <p>Before adding one: must the plaintext leave here, or can the work be done where it already has? Does it reach a
     * log, an exception, a cache, another workspace? A reviewer will ask the same.
     */
    static final Set<String> LISTED = Set.of(
            "com.pazpaz.adapter.crypto.RecordCipher.seal",
            "com.pazpaz.adapter.migration.PlaintextMapper.toColumn",
            "com.pazpaz.adapter.migration.PlaintextRules.complaint",
            "com.pazpaz.adapter.rest.ClientJson.addValue",
            "com.pazpaz.adapter.rest.ClientJson.fullName",
            "com.pazpaz.application.service.ClientMatch.<init>",
            "com.pazpaz.application.service.ClientMatch.text",
            "com.pazpaz.application.service.NamedEntry.key");

    private RevealingCode() {}

    static Stream<String> in(JavaClass javaClass) {
        Stream<String> type =
                javaClass.isAnnotatedWith(RevealsPhi.class) ? Stream.of(javaClass.getName()) : Stream.empty();
        Stream<String> members = javaClass.getCodeUnits().stream()
                .filter(codeUnit -> codeUnit.isAnnotatedWith(RevealsPhi.class))
                .map(codeUnit -> javaClass.getName() + "." + codeUnit.getName());
        return Stream.concat(type, members);
    }

    static ArchCondition<JavaClass> beListed() {
        return new ArchCondition<>("be listed in RevealingCode if they carry @RevealsPhi") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                in(javaClass)
                        .filter(name -> !LISTED.contains(name))
                        .forEach(name -> events.add(SimpleConditionEvent.violated(
                                javaClass,
                                name + " carries @RevealsPhi and is not listed: read the questions in RevealingCode,"
                                        + " and if plaintext must leave its type here, add it there")));
            }
        };
    }

    static ArchCondition<JavaClass> sayWhy() {
        return new ArchCondition<>("carry @RevealsPhi if they call reveal()") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                javaClass.getAccessesFromSelf().stream()
                        .filter(RevealingCode::reveals)
                        .filter(access -> !isMarked(access.getOrigin()))
                        .forEach(access ->
                                events.add(SimpleConditionEvent.violated(javaClass, access.getDescription())));
            }
        };
    }

    private static boolean reveals(JavaAccess<?> access) {
        return access.getName().equals("reveal") && access.getTargetOwner().isAssignableTo(Phi.class);
    }

    private static boolean isMarked(JavaCodeUnit codeUnit) {
        return codeUnit.isAnnotatedWith(RevealsPhi.class) || codeUnit.getOwner().isAnnotatedWith(RevealsPhi.class);
    }
}
