package com.pazpaz.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds for a class that depends on one adapter at most, itself counted if it is part of one. */
final class SeeAtMostOneAdapter extends ArchCondition<JavaClass> {

    private static final Pattern ADAPTER = Pattern.compile("com\\.pazpaz\\.adapter\\.([^.]+)\\..*");

    SeeAtMostOneAdapter() {
        super("see at most one adapter");
    }

    @Override
    public void check(JavaClass javaClass, ConditionEvents events) {
        Set<String> seen = new TreeSet<>();
        addAdapterOf(javaClass, seen);
        javaClass
                .getDirectDependenciesFromSelf()
                .forEach(dependency -> addAdapterOf(dependency.getTargetClass(), seen));
        if (seen.size() > 1) {
            events.add(SimpleConditionEvent.violated(javaClass, javaClass.getName() + " sees the adapters " + seen));
        }
    }

    private static void addAdapterOf(JavaClass javaClass, Set<String> adapters) {
        Matcher matcher = ADAPTER.matcher(javaClass.getName());
        if (matcher.matches()) {
            adapters.add(matcher.group(1));
        }
    }
}
