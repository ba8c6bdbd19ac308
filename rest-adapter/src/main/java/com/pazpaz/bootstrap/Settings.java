package com.pazpaz.bootstrap;

import com.pazpaz.adapter.rest.Rate;
import com.pazpaz.application.service.OfflineLimit;
import com.pazpaz.domain.model.EmergencyLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * The settings of this node: every {@code PAZPAZ_…} variable of the environment or of the server's configuration.
 */
@ApplicationScoped
public class Settings {

    private static final String PREFIX = "PAZPAZ_";

    private final Map<String, String> all;
    private final EmergencyLimit emergencyLimit;

    public Settings() {
        this(configured());
    }

    /** @param all by their names */
    Settings(Map<String, String> all) {
        this.all = Map.copyOf(all);
        this.emergencyLimit = readEmergencyLimit();
    }

    private static Map<String, String> configured() {
        Map<String, String> found = new TreeMap<>();
        Config config = ConfigProvider.getConfig();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> found.put(name, value));
            }
        }
        return found;
    }

    Map<String, String> all() {
        return all;
    }

    /** The key store by which configuration has chosen it; there is no default. */
    Optional<String> keyStore() {
        return Optional.ofNullable(all.get("PAZPAZ_KEYSTORE"));
    }

    /** By which operators know this node: what configuration says, or host and port. */
    String nodeName() {
        @Nullable String chosen = all.get("PAZPAZ_NODE_NAME");
        return chosen == null ? hostName() + ":" + all.getOrDefault("PAZPAZ_HTTPS_PORT", "9443") : chosen;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A container without a name of its own.
            return "localhost";
        }
    }

    /** How long a node uses its keys before it looks for changes. */
    Duration keyRefresh() {
        return OfflineLimit.refresh(all);
    }

    /**
     * How many fields a workspace may encrypt under one key before an operator is warned: half of what NIST SP 800-38D,
     * section 8.3, allows.
     */
    long keyMaxEncryptions() {
        return number("PAZPAZ_KEY_MAX_ENCRYPTIONS", 1L << 31);
    }

    /**
     * How much of something is permitted: so many at once, and then so many in each period, 0 for no limit.
     *
     * @throws IllegalArgumentException if a setting is no such number
     */
    Rate rate(String atOnce, long atOnceOtherwise, String refill, long refillOtherwise, Duration period) {
        return new Rate(count(atOnce, atOnceOtherwise, 1), count(refill, refillOtherwise, 0), period);
    }

    private long count(String name, long otherwise, long least) {
        long value = number(name, otherwise);
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " is too small. Set it to " + least + " or more, or leave it out for " + otherwise);
        }
        return value;
    }

    /** How long someone who has broken the glass sees the whole record, and of how many clients they may. */
    EmergencyLimit emergencyLimit() {
        return emergencyLimit;
    }

    private EmergencyLimit readEmergencyLimit() {
        long minutes = number("PAZPAZ_BREAK_GLASS_MINUTES", EmergencyLimit.DEFAULT_MINUTES);
        if (minutes < 1 || minutes > EmergencyLimit.MAX_MINUTES) {
            throw new IllegalArgumentException(
                    "PAZPAZ_BREAK_GLASS_MINUTES is out of bounds. Set it to a number from 1 to "
                            + EmergencyLimit.MAX_MINUTES + ", or leave it out for " + EmergencyLimit.DEFAULT_MINUTES);
        }
        long clients = number("PAZPAZ_BREAK_GLASS_PER_DAY", EmergencyLimit.DEFAULT_CLIENTS);
        if (clients < 1 || clients > EmergencyLimit.MAX_CLIENTS) {
            throw new IllegalArgumentException(
                    "PAZPAZ_BREAK_GLASS_PER_DAY is out of bounds. Set it to a number from 1 to "
                            + EmergencyLimit.MAX_CLIENTS + ", or leave it out for " + EmergencyLimit.DEFAULT_CLIENTS);
        }
        return new EmergencyLimit(Duration.ofMinutes(minutes), (int) clients);
    }

    /** Where the issuer's keys are: a path, or the URL of a key set. */
    String issuerKeys() {
        return ConfigProvider.getConfig().getValue("mp.jwt.verify.publickey.location", String.class);
    }

    /**
     * How long a node uses the list of the issuer's keys before it looks for changes.
     *
     * @throws IllegalArgumentException if the setting is no number of seconds from 1
     */
    Duration issuerRefresh() {
        return Duration.ofSeconds(count("PAZPAZ_ISSUER_REFRESH_SECONDS", 300, 1));
    }

    /**
     * How long a node uses a list of the issuer's keys that the issuer cannot confirm: a list that was too old before it is
     * fetched anew would be of no use.
     *
     * @throws IllegalArgumentException if the setting is no number of seconds from 1, or less than {@link #issuerRefresh}
     */
    Duration issuerOffline() {
        var offline = Duration.ofSeconds(count("PAZPAZ_ISSUER_OFFLINE_SECONDS", 3600, 1));
        if (offline.compareTo(issuerRefresh()) < 0) {
            throw new IllegalArgumentException(
                    "PAZPAZ_ISSUER_OFFLINE_SECONDS is less than PAZPAZ_ISSUER_REFRESH_SECONDS."
                            + " Set it to several times that, or leave both out for 3600 and 300");
        }
        return offline;
    }

    /** The {@code typ} that the header of a token must have, {@code none} for none. */
    String tokenType() {
        return all.getOrDefault("PAZPAZ_TOKEN_TYPE", "JWT");
    }

    /** The {@code typ} that a token must have among its claims, if it has one there. */
    String tokenClaimType() {
        return all.getOrDefault("PAZPAZ_TOKEN_CLAIM_TYPE", "Bearer");
    }

    private long number(String name, long otherwise) {
        @Nullable String value = all.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    name + " is not a number. Set it to one, or leave it out for " + otherwise);
        }
    }

    /** The JCA provider of AES-GCM and HMAC. */
    String jcaProvider() {
        @Nullable String chosen = all.get("PAZPAZ_JCA_PROVIDER");
        return chosen == null ? "SunJCE" : chosen;
    }
}
