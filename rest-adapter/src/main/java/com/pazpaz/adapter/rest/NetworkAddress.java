package com.pazpaz.adapter.rest;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;

/** Addresses of the network, by who is behind them. */
final class NetworkAddress {

    /** Bytes of the part of an IPv6 address that a network has; the rest its hosts choose themselves (RFC 4291, 2.5.4). */
    private static final int NETWORK_PREFIX = 8;

    private NetworkAddress() {}

    /** What addresses have in common that one host can easily have: an IPv4 address itself, the /64 of an IPv6 one. */
    static String groupOf(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // A text with a colon is no name, so that none is looked up.
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), NETWORK_PREFIX))
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
