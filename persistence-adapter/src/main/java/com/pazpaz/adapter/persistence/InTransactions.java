package com.pazpaz.adapter.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** What the container does around a repository: a transaction for each call, and the translation of errors around it. */
final class InTransactions {

    private InTransactions() {}

    static <T> T repository(EntityManagerFactory factory, Class<T> port, Function<EntityManager, T> repository) {
        Object proxy = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (self, method, arguments) -> translated(factory, em -> {
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

    static <R> R translated(EntityManagerFactory factory, Function<EntityManager, R> work) {
        try {
            return call(factory, work);
        } catch (RuntimeException e) {
            throw DatabaseErrors.translate(e);
        }
    }

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
