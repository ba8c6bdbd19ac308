package com.pazpaz.adapter.persistence;

import com.pazpaz.application.port.out.persistence.NodeRepository;
import com.pazpaz.domain.model.KeyVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The nodes in PostgreSQL. A call joins the caller's transaction, or has one of its own. */
@ApplicationScoped
@Transactional
@WithoutRowData
public class JpaNodeRepository implements NodeRepository {

    @PersistenceContext(unitName = "pazpaz")
    @SuppressWarnings("NullAway.Init") // set by the container
    private EntityManager em;

    /** For the container. */
    protected JpaNodeRepository() {}

    /** @param em in a transaction whenever a method is called */
    public JpaNodeRepository(EntityManager em) {
        this.em = em;
    }

    @Override
    public void noteAlive(Node node) {
        em.createNativeQuery("DELETE FROM nodes WHERE seen_at < now() - interval '1 day'")
                .executeUpdate();
        em.createNativeQuery(
                        "INSERT INTO nodes (instance, name, loaded) VALUES (?1, ?2, string_to_array(?3, ',')::int[])"
                                + " ON CONFLICT (instance) DO UPDATE"
                                + " SET name = excluded.name, loaded = excluded.loaded, seen_at = now()")
                .setParameter(1, node.instance())
                .setParameter(2, node.name())
                .setParameter(3, textOf(node.loaded()))
                .executeUpdate();
    }

    @Override
    public void forget(UUID instance) {
        em.createNativeQuery("DELETE FROM nodes WHERE instance = ?1")
                .setParameter(1, instance)
                .executeUpdate();
    }

    @Override
    public List<Node> aliveWithin(Duration time) {
        List<?> rows = em.createNativeQuery("SELECT instance, name, array_to_string(loaded, ',') FROM nodes"
                        + " WHERE seen_at >= now() - make_interval(secs => ?1) ORDER BY name, instance")
                .setParameter(1, time.toMillis() / 1000.0)
                .getResultList();
        List<Node> nodes = new ArrayList<>();
        for (Object each : rows) {
            Object[] row = (Object[]) each;
            nodes.add(new Node((UUID) row[0], (String) row[1], versionsIn((String) row[2])));
        }
        return nodes;
    }

    private static String textOf(Set<KeyVersion> versions) {
        return versions.stream()
                .map(version -> Integer.toString(version.number()))
                .sorted()
                .collect(Collectors.joining(","));
    }

    private static Set<KeyVersion> versionsIn(String text) {
        return Arrays.stream(text.split(",", -1))
                .filter(number -> !number.isEmpty())
                .map(number -> new KeyVersion(Integer.parseInt(number)))
                .collect(Collectors.toUnmodifiableSet());
    }
}
