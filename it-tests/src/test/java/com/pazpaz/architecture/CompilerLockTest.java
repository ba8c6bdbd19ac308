package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first lock: code that reveals plaintext without saying why does not compile. */
class CompilerLockTest {

    @TempDir
    Path output;

    @Nested
    class Code {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "String f(Phi phi) { return phi.reveal(); }",
                    "java.util.Optional<String> f(java.util.Optional<Phi> phi) { return phi.map(p -> p.reveal()); }",
                    "java.util.function.Function<Phi, String> f() { return Phi::reveal; }",
                    "String f(com.pazpaz.domain.phi.PersonName name) { return name.reveal(); }",
                })
        void thatRevealsPlaintextIsRefused(String method) {
            List<String> errors = compile(method);

            assertThat(errors).singleElement().asString().contains("[RestrictedApi]", "@RevealsPhi says why");
        }

        @Test
        void thatRevealsPlaintextAndSaysWhyCompiles() {
            List<String> errors = compile("@RevealsPhi(\"a test\") String f(Phi phi) { return phi.reveal(); }");

            assertThat(errors).isEmpty();
        }

        @Test
        void thatLeavesPlaintextInItsTypeCompiles() {
            List<String> errors = compile("String f(Phi phi) { return phi.toString(); }");

            assertThat(errors).isEmpty();
        }
    }

    /** The errors that the compiler reports for a class with one method. */
    private List<String> compile(String method) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        String classPath = System.getProperty("java.class.path");

        javac.getTask(
                        new StringWriter(),
                        null,
                        diagnostics,
                        List.of(
                                "-d",
                                output.toString(),
                                "-classpath",
                                classPath,
                                "-processorpath",
                                classPath,
                                "-XDcompilePolicy=simple",
                                "--should-stop=ifError=FLOW",
                                "-Xplugin:ErrorProne -XepDisableAllChecks -Xep:RestrictedApi:ERROR"),
                        null,
                        List.of(new Source(method)))
                .call();

        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                .toList();
    }

    /** A class as production code would have it: its path is not one on which tests may reveal freely. */
    private static final class Source extends SimpleJavaFileObject {

        private final String method;

        Source(String method) {
            super(URI.create("string:///module/src/main/java/example/Example.java"), Kind.SOURCE);
            this.method = method;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return """
                    package example;

                    import com.pazpaz.domain.phi.Phi;
                    import com.pazpaz.domain.phi.RevealsPhi;

                    final class Example {
                        %s
                    }
                    """.formatted(method);
        }
    }
}
