package com.pazpaz.adapter.persistence.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.pazpaz.adapter.persistence.SchemaVersion;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaMigrationTest {

    @Test
    void theExpectedVersionIsThatOfTheNewestMigration() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(SchemaMigration.class.getResource("V1__encryption_keys.sql"))
                        .toURI())
                .resolveSibling("");

        try (Stream<Path> files = Files.list(folder)) {
            OptionalInt newest = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("V[0-9]+__[a-z_]+\\.sql"))
                    .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                    .max();

            assertThat(newest)
                    .as("raise SchemaVersion.EXPECTED with every migration")
                    .hasValue(SchemaVersion.EXPECTED);
        }
    }

    @Test
    void theRoleOfTheApplicationHasAPlainName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaMigration.apply("jdbc:postgresql:", "", "", "app; DROP TABLE clients"))
                .withMessageContaining("plain name");
    }

    @Test
    void saysPlainlyThatADatabaseCannotBeReached() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SchemaMigration.apply("jdbc:postgresql://localhost:1/none", "owner", "", "app"))
                .withMessageContaining("cannot be migrated")
                .withMessageContaining("refused");
    }
}
