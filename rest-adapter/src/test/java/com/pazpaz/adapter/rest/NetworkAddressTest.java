package com.pazpaz.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkAddressTest {

    @Test
    void anAddressOfVersion4StandsForItself() {
        assertThat(NetworkAddress.groupOf("192.0.2.1")).isEqualTo("192.0.2.1");
        assertThat(NetworkAddress.groupOf("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void addressesOfVersion6AreOneAsLongAsTheirNetworkIs() {
        String group = NetworkAddress.groupOf("2001:db8:1:2::1");

        assertThat(NetworkAddress.groupOf("2001:db8:1:2:ffff:ffff:ffff:ffff")).isEqualTo(group);
        assertThat(NetworkAddress.groupOf("2001:db8:1:3::1")).isNotEqualTo(group);
    }

    @Test
    void whatIsNoAddressStandsForItselfOrForNothing() {
        assertThat(NetworkAddress.groupOf("")).isEmpty();
        assertThat(NetworkAddress.groupOf("_hidden")).isEqualTo("_hidden");
        assertThat(NetworkAddress.groupOf("no:address")).isEmpty();
    }
}
