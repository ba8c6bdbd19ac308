package com.pazpaz.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * Holds for a class in which a forbidden type appears nowhere: neither in what it declares, nor in the signature of
 * anything that it calls, refers to, reads or writes.
 *
 * <p>The second half is what rules on dependencies miss. To them {@code save(source.next())} depends on the class of
 * {@code source} and on that of {@code this}; the type that {@code next()} returns is in its signature only.
 */
final class MentionNoTypeThat extends ArchCondition<JavaClass> {

    private final DescribedPredicate<JavaClass> forbidden;

    MentionNoTypeThat(DescribedPredicate<JavaClass> forbidden) {
        super("mention no type, not even in a signature, that %s", forbidden.getDescription());
        this.forbidden = forbidden;
    }

    @Override
    public void check(JavaClass javaClass, ConditionEvents events) {
        javaClass.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> forbidden.test(dependency.getTargetClass()))
                .forEach(dependency ->
                        events.add(SimpleConditionEvent.violated(javaClass, dependency.getDescription())));
        javaClass.getAccessesFromSelf().forEach(access -> check(access, events));
    }

    private void check(JavaAccess<?> access, ConditionEvents events) {
        Stream.concat(
                        erased(access.getTarget()),
                        access.getTarget().resolveMember().stream().flatMap(this::declared))
                .map(JavaClass::getBaseComponentType)
                .filter(forbidden)
                .map(JavaClass::getName)
                .distinct()
                .forEach(type -> events.add(SimpleConditionEvent.violated(
                        access.getOriginOwner(), access.getDescription() + ", whose signature mentions " + type)));
    }

    /** The types in the descriptor of the target, known from the calling class alone. */
    private static Stream<JavaClass> erased(AccessTarget target) {
        if (target instanceof AccessTarget.FieldAccessTarget field) {
            return Stream.of(field.getRawType());
        }
        if (target instanceof AccessTarget.CodeUnitAccessTarget codeUnit) {
            return Stream.concat(codeUnit.getRawParameterTypes().stream(), Stream.of(codeUnit.getRawReturnType()));
        }
        throw new IllegalStateException("Teach this condition about " + target.getClass());
    }

    /** The types in the declaration of the target, type arguments and exceptions included. */
    private Stream<JavaClass> declared(JavaMember member) {
        Stream<JavaClass> thrown = member instanceof JavaCodeUnit codeUnit
                ? codeUnit.getThrowsClause().stream().map(ThrowsDeclaration::getRawType)
                : Stream.empty();
        return Stream.concat(member.getAllInvolvedRawTypes().stream(), thrown);
    }
}
