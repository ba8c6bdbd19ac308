package com.pazpaz.adapter.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ToolPoolTest {

    private final ToolPool pool = new ToolPool(CryptoProvider.named(CryptoProvider.DEFAULT));

    @Test
    void lendsAThreadTheSameToolsAgain() {
        Tools first = pool.take();
        pool.giveBack(first);

        assertThat(pool.take()).isSameAs(first);
    }

    @Test
    void dropsToolsThatMayRememberAKey() throws Exception {
        Set<FieldCipher> before = toolsOfManyThreads();

        pool.clear();

        assertThat(toolsOfManyThreads()).doesNotContainAnyElementsOf(before);
    }

    @Test
    void neverLendsToolsThatAreInUse() {
        Tools first = pool.take();
        Tools second = pool.take();

        assertThat(second.cipher()).isNotSameAs(first.cipher());
    }

    @Test
    void keepsABoundedNumberHoweverManyThreadsThereAre() throws Exception {
        assertThat(toolsOfManyThreads()).hasSizeLessThanOrEqualTo(64);
    }

    private Set<FieldCipher> toolsOfManyThreads() throws Exception {
        Set<FieldCipher> made = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            var executor = Executors.newSingleThreadExecutor();
            executor.submit(() -> {
                        Tools tools = pool.take();
                        made.add(tools.cipher());
                        pool.giveBack(tools);
                    })
                    .get();
            executor.shutdown();
        }

        return made;
    }
}
