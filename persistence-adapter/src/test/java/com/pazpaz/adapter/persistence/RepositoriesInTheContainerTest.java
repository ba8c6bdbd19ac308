package com.pazpaz.adapter.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pazpaz.application.port.out.persistence.DatabaseUnavailableException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container does for the repositories: it is told by annotations. */
class RepositoriesInTheContainerTest {

    /** The priority of the container's own transaction interceptor (Jakarta Transactions 2.0, section 3.7). */
    private static final int TRANSACTION_PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 200;

    @ParameterizedTest
    @ValueSource(
            classes = {
                JpaEncryptedClientRepository.class,
                JpaWorkspaceKeyRepository.class,
                JpaEncryptionKeyRepository.class,
                JpaEmergencyAccessRepository.class
            })
    void everyRepositoryIsABeanWithTransactionsAndSilentErrors(Class<?> repository) {
        assertThat(repository)
                .hasAnnotations(ApplicationScoped.class, Transactional.class, WithoutRowData.class)
                .isNotFinal();
    }

    @Test
    void workspaceKeysHaveTransactionsOfTheirOwn() {
        Transactional transactional = JpaWorkspaceKeyRepository.class.getAnnotation(Transactional.class);

        assertThat(Objects.requireNonNull(transactional).value()).isEqualTo(TxType.REQUIRES_NEW);
    }

    @Test
    void errorsOfTheCommitAreTranslatedToo() {
        Priority priority = WithoutRowDataInterceptor.class.getAnnotation(Priority.class);

        assertThat(Objects.requireNonNull(priority).value()).isLessThan(TRANSACTION_PRIORITY);
    }

    @Test
    void theInterceptorTranslatesWhatTheCallThrows() {
        var call = new Call(() -> {
            throw new PersistenceException(new SQLException("", "08006"));
        });

        assertThatThrownBy(() -> new WithoutRowDataInterceptor().translate(call))
                .isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void theInterceptorHandsOverWhatTheCallReturns() throws Exception {
        assertThat(new WithoutRowDataInterceptor().translate(new Call(() -> "found")))
                .isEqualTo("found");
    }

    private interface Work {
        Object run();
    }

    private record Call(Work work) implements InvocationContext {

        @Override
        public Object proceed() {
            return work.run();
        }

        @Override
        public @Nullable Object getTarget() {
            return null;
        }

        @Override
        public @Nullable Object getTimer() {
            return null;
        }

        @Override
        public @Nullable Method getMethod() {
            return null;
        }

        @Override
        public @Nullable Constructor<?> getConstructor() {
            return null;
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public void setParameters(Object[] parameters) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Object> getContextData() {
            return Map.of();
        }
    }
}
