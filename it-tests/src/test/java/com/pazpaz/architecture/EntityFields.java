package com.pazpaz.architecture;

import com.pazpaz.domain.encrypted.Ciphertext;
import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.model.ProtectedField;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.IdClass;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the attributes of entities may be. */
final class EntityFields {

    /** No {@code String}: there is no column of free text that is not protected. */
    static final Set<String> ALLOWED_TYPES = Stream.of(
                    boolean.class, int.class, long.class, byte[].class, UUID.class, Instant.class, Ciphertext.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> PROTECTED = Arrays.stream(ClientField.values())
            .map(ProtectedField::logicalName)
            .map(EntityFields::withoutCaseAndUnderscores)
            .collect(Collectors.toUnmodifiableSet());

    private EntityFields() {}

    static DescribedPredicate<JavaClass> areMapped() {
        return DescribedPredicate.describe(
                "are mapped to tables",
                javaClass -> Stream.of(Entity.class, Embeddable.class, MappedSuperclass.class)
                        .anyMatch(javaClass::isAnnotatedWith));
    }

    static ArchCondition<JavaClass> haveAllowedTypes() {
        return new ArchCondition<>("hold allowed types alone: " + ALLOWED_TYPES) {
            @Override
            public void check(JavaClass entity, ConditionEvents events) {
                Stream.concat(Stream.of(entity), idClassOf(entity))
                        .flatMap(javaClass -> javaClass.getFields().stream())
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .filter(field -> !isAllowed(field))
                        .forEach(field -> events.add(SimpleConditionEvent.violated(
                                field,
                                field.getFullName() + " is a "
                                        + field.getRawType().getName())));
            }
        };
    }

    static DescribedPredicate<JavaField> areNamedLikeAProtectedField() {
        return DescribedPredicate.describe(
                "are named like a protected field",
                field -> !field.getModifiers().contains(JavaModifier.STATIC)
                        && PROTECTED.contains(withoutCaseAndUnderscores(field.getName())));
    }

    private static Stream<JavaClass> idClassOf(JavaClass entity) {
        return entity
                .tryGetAnnotationOfType(IdClass.class.getName())
                .flatMap(annotation -> annotation.get("value"))
                .map(JavaClass.class::cast)
                .stream();
    }

    private static boolean isAllowed(JavaField field) {
        return ALLOWED_TYPES.contains(field.getRawType().getName());
    }

    private static String withoutCaseAndUnderscores(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
