package com.pazpaz.it;

import com.pazpaz.demo.LocalLiberty;
import com.pazpaz.demo.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Two nodes of the system under test, each a process of its own that can be killed, suspended and started again. */
final class Cluster implements AutoCloseable {

    static final String FIRST = "first";
    static final String SECOND = "second";
    static final List<String> NAMES = List.of(FIRST, SECOND);

    private final Map<String, LocalLiberty> running = new ConcurrentHashMap<>();
    private final Map<String, LocalLiberty> serving = new ConcurrentHashMap<>();
    private final Map<String, LocalLiberty> dead = new ConcurrentHashMap<>();

    LocalLiberty node(String name) {
        LocalLiberty node = running.get(name);
        if (node == null) {
            throw new IllegalStateException("The " + name + " node does not run");
        }
        return node;
    }

    /** Any node that was ready when it was looked at last, or a dead one if there is no other. */
    LocalLiberty any(RandomGenerator random) {
        List<LocalLiberty> ready = List.copyOf(serving.values());
        List<LocalLiberty> all = ready.isEmpty() ? List.copyOf(dead.values()) : ready;
        return all.get(random.nextInt(all.size()));
    }

    /** Has all nodes run and serve, whatever a test has done to them. */
    void startAll() {
        running.keySet().forEach(name -> signal(name, "-CONT"));
        NAMES.stream().filter(name -> !running.containsKey(name)).forEach(this::launch);
        NAMES.forEach(this::awaitReady);
    }

    private void launch(String name) {
        Map<String, String> environment = TestSystem.get().environment();
        environment.put("PAZPAZ_HTTPS_PORT", Integer.toString(Ports.free()));
        environment.put("PAZPAZ_NODE_NAME", name);
        running.put(name, EndToEndTest.start(name + "-faulty-node", environment));
    }

    private void awaitReady(String name) {
        EndToEndTest.eventually(() -> EndToEndTest.status(node(name), "/health/ready") == 200);
        serving.put(name, node(name));
    }

    /** {@code kill -9}. */
    void kill(String name) {
        LocalLiberty node = node(name);
        node.kill();
        dead.put(name, node);
        serving.remove(name);
        running.remove(name);
    }

    /** Stops a node as an operator does. */
    void stop(String name) {
        serving.remove(name);
        node(name).close();
        running.remove(name);
    }

    /** {@code kill -STOP}: the node stands still, and its connections stay open. */
    void suspend(String name) {
        serving.remove(name);
        signal(name, "-STOP");
    }

    /** {@code kill -CONT}: the node goes on where it stood, and is asked again once it serves. */
    void resume(String name) {
        signal(name, "-CONT");
        awaitReady(name);
    }

    private void signal(String name, String signal) {
        try {
            int exit = new ProcessBuilder(
                            "kill", signal, Long.toString(node(name).pid()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(LocalLiberty::kill);
    }
}
