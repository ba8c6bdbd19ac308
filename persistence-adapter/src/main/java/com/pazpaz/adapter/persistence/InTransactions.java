package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.TransactionPort;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the container does around repositories: a transaction for each call, unless the thread is in one that it joins,
 * and the translation of errors around it.
 */
final class InTransactions implements TransactionPort {

    private final EntityManagerFactory factory;

    @SuppressWarnings("ThreadLocalUsage") // one for each database
    private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

    InTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /**
     * A repository as the container would give it out.
     *
     * @param type says by its annotation whether its calls join the transaction of the thread or have their own
     */
    <T> T repository(Class<T> port, Class<? extends T> type, Function<EntityManager, T> repository) {
        boolean joins = type.getAnnotation(Transactional.class).value() == TxType.REQUIRED;
        Object proxy = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (self, method, arguments) -> use(joins, em -> {
                    try {
                        return method.invoke(repository.apply(em), arguments);
                    } catch (InvocationTargetException e) {
                        throw (RuntimeException) e.getCause();
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        return port.cast(proxy);
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return joined(em -> work.get());
    }

    /** Does something in the transaction of the thread, or in one that is the thread's until it is done. */
    <R> R joined(Function<EntityManager, R> work) {
        return use(true, em -> {
            @Nullable EntityManager outer = current.get();
            current.set(em);
            try {
                return work.apply(em);
            } finally {
                current.set(outer);
            }
        });
    }

    /** Does something with an entity manager, and translates what is thrown. */
    <R> R use(boolean joins, Function<EntityManager, R> work) {
        @Nullable EntityManager open = current.get();
        try {
            return joins && open != null ? work.apply(open) : call(factory, work);
        } catch (RuntimeException e) {
            throw DatabaseErrors.translate(e);
        }
    }

    /** Does something in a transaction of its own. */
    static <R> R call(EntityManagerFactory factory, Function<EntityManager, R> work) {
        try (EntityManager em = factory.createEntityManager()) {
            em.getTransaction().begin();
            try {
                R result = work.apply(em);
                em.getTransaction().commit();
                return result;
            } finally {
                if (em.getTransaction().isActive()) {
                    em.getTransaction().rollback();
                }
            }
        }
    }
}
