package com.pazpaz.architecture;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the rules by the names of their fields. */
final class Rules {

    private Rules() {}

    static Map<String, ArchRule> byName() {
        Map<String, ArchRule> rules = new TreeMap<>();
        Stream.of(HexagonRules.class, PhiBoundaryRules.class, CodingRules.class, LoggingRules.class)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .forEach(field -> rules.put(field.getName(), ruleIn(field)));
        return rules;
    }

    private static ArchRule ruleIn(Field field) {
        if (!field.isAnnotationPresent(ArchTest.class)) {
            throw new IllegalStateException(field + " is not run: annotate it with @ArchTest");
        }
        try {
            return (ArchRule) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " must not be private", e);
        }
    }
}
