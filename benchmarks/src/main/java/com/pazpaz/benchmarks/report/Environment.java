package com.pazpaz.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What the figures depend on, without a path or a name of a host.
 *
 * @param facts by their names, in order
 */
public record Environment(Map<String, String> facts) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This machine, now. */
    public static Environment here() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("JVM", property("java.vm.name") + " " + property("java.runtime.version"));
        facts.put("Operating system", property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        facts.put("Processor", processor());
        facts.put("Processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.put(
                "Load average",
                String.format(
                        Locale.ROOT,
                        "%.1f (of the last minute, this run's own included)",
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        return new Environment(facts);
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String processor() {
        try (var lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
