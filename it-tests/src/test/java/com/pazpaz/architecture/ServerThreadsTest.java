package com.pazpaz.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.pazpaz.domain.model.ReencryptionLimits;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ServerThreadsTest {

    /** Those of the partitions, and the one that waits for them. */
    private static final int OF_A_REENCRYPTION = ReencryptionLimits.MAX_PARALLELISM + 1;

    @Test
    void aReencryptionLeavesMostThreadsOfTheServerToRequests() throws Exception {
        var config = ProjectFiles.root().resolve("rest-adapter/src/main/liberty/config/server.xml");

        var executor = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(config.toFile())
                .getElementsByTagName("executor")
                .item(0);

        assertThat(executor)
                .as("Without one the server begins with two threads for each core")
                .isNotNull();
        assertThat(Integer.parseInt(executor.getAttribute("coreThreads"))).isGreaterThan(2 * OF_A_REENCRYPTION);
    }
}
