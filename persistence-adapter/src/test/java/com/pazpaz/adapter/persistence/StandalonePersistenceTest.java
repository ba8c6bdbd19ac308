package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;

class StandalonePersistenceTest {

    private static Object backend(EntityManagerFactory factory) {
        return InTransactions.call(
                factory, em -> em.createNativeQuery("SELECT pg_backend_pid()").getSingleResult());
    }

    @Test
    void aConnectionIsUsedAgainByTheNextCall() {
        try (EntityManagerFactory factory = TestDatabase.entityManagers(2)) {
            Object first = backend(factory);

            assertThat(backend(factory)).isEqualTo(first);
        }
    }
}
