package com.pazpaz.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** What the types that hold plaintext are like. */
final class PlaintextTypes {

    private static final DescribedPredicate<JavaClass> IN_PACKAGE =
            JavaClass.Predicates.resideInAPackage(Packages.PLAINTEXT);

    private static final Set<String> GUARDED = Set.of("reveal", "toString");
    private static final Set<String> RAW_TEXT = Set.of("char", "byte");

    private PlaintextTypes() {}

    static DescribedPredicate<JavaClass> areTypes() {
        return DescribedPredicate.describe(
                "are types of plaintext",
                javaClass -> IN_PACKAGE.test(javaClass)
                        && !javaClass.isInterface()
                        && !javaClass.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /** A builder is nested in what it builds, and prints what any object prints. */
    static DescribedPredicate<JavaClass> holdValues() {
        return DescribedPredicate.describe(
                "are types of plaintext that hold values",
                javaClass -> IN_PACKAGE.test(javaClass)
                        && javaClass.isTopLevelClass()
                        && javaClass.getAllFields().stream()
                                .anyMatch(field -> !field.getModifiers().contains(JavaModifier.STATIC)));
    }

    static ArchCondition<JavaClass> beFinalOrSealed() {
        return new ArchCondition<>("be final, or abstract and sealed") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                Set<JavaModifier> modifiers = javaClass.getModifiers();
                boolean sealed = modifiers.contains(JavaModifier.ABSTRACT)
                        && javaClass.reflect().isSealed();
                if (!modifiers.contains(JavaModifier.FINAL) && !sealed) {
                    events.add(SimpleConditionEvent.violated(javaClass, javaClass.getName() + " can be extended"));
                }
            }
        };
    }

    static ArchCondition<JavaClass> overrideToString() {
        return new ArchCondition<>("override toString, or inherit one that does") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                boolean overridden = javaClass.getAllMethods().stream()
                        .filter(method -> method.getName().equals("toString"))
                        .filter(method -> method.getRawParameterTypes().isEmpty())
                        .anyMatch(method -> !method.getOwner().isEquivalentTo(Object.class));
                if (!overridden) {
                    events.add(SimpleConditionEvent.violated(
                            javaClass, javaClass.getName() + " does not say how it is printed"));
                }
            }
        };
    }

    static ArchCondition<JavaClass> returnTextFromRevealAlone() {
        return new ArchCondition<>("return text from reveal() alone") {
            @Override
            public void check(JavaClass javaClass, ConditionEvents events) {
                javaClass.getMethods().stream()
                        .filter(PlaintextTypes::canGiveValuesAway)
                        .filter(PlaintextTypes::returnsText)
                        .forEach(method -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " returns text, and is not reveal()")));
            }
        };
    }

    private static boolean canGiveValuesAway(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        return !method.getOwner().isAnnotation()
                && !modifiers.contains(JavaModifier.PRIVATE)
                && !modifiers.contains(JavaModifier.STATIC)
                && !GUARDED.contains(method.getName());
    }

    private static boolean returnsText(JavaMethod method) {
        JavaClass returned = method.getRawReturnType();
        boolean isRawText = returned.isArray()
                && RAW_TEXT.contains(returned.getBaseComponentType().getName());
        return isRawText
                || method.getReturnType().getAllInvolvedRawTypes().stream()
                        .anyMatch(type -> type.isAssignableTo(CharSequence.class));
    }
}
