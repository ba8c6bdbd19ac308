package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where in AWS the keys are, and how they are kept there.
 *
 * @param region the AWS region; without one, that of the SDK's default chain
 * @param endpoint another address than the region's own
 * @param prefix what the name of every key's secret starts with
 * @param kmsKeyId the KMS key that encrypts new secrets; without one, the account's {@code aws/secretsmanager}
 * @param recoveryDays for how many days a deleted key can be restored
 */
record AwsSettings(
        Optional<String> region, Optional<URI> endpoint, String prefix, Optional<String> kmsKeyId, int recoveryDays) {

    static final String REGION = "PAZPAZ_AWS_REGION";
    static final String ENDPOINT = "PAZPAZ_AWS_ENDPOINT";
    static final String PREFIX = "PAZPAZ_AWS_SECRET_PREFIX";
    static final String KMS_KEY_ID = "PAZPAZ_AWS_KMS_KEY_ID";
    static final String RECOVERY_DAYS = "PAZPAZ_AWS_RECOVERY_DAYS";

    private static final String DEFAULT_PREFIX = "pazpaz/";
    private static final String DEFAULT_RECOVERY_DAYS = "30";

    // A region becomes part of a host name.
    private static final Pattern A_REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
    // What CreateSecret permits in a name of 512 characters, of which the rest takes some.
    private static final Pattern A_PREFIX = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,480}");
    private static final Pattern DAYS = Pattern.compile("[7-9]|[12][0-9]|30");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads the settings; one that is blank counts as not set.
     *
     * @throws InvalidKeyStoreException if one of them is wrong; the message names it
     */
    static AwsSettings in(Map<String, String> settings) {
        return new AwsSettings(
                read(settings, REGION, A_REGION, "an AWS region, such as eu-central-1"),
                read(settings, ENDPOINT).map(AwsSettings::endpoint),
                read(settings, PREFIX, A_PREFIX, "at most 480 letters, digits and characters of /_+=.@-")
                        .orElse(DEFAULT_PREFIX),
                read(settings, KMS_KEY_ID),
                Integer.parseInt(read(settings, RECOVERY_DAYS, DAYS, "a number of days from 7 to 30")
                        .orElse(DEFAULT_RECOVERY_DAYS)));
    }

    private static Optional<String> read(Map<String, String> settings, String name) {
        return Optional.of(settings.getOrDefault(name, "").strip()).filter(value -> !value.isEmpty());
    }

    private static Optional<String> read(Map<String, String> settings, String name, Pattern form, String described) {
        Optional<String> value = read(settings, name);
        if (value.isPresent() && !form.matcher(value.get()).matches()) {
            throw new InvalidKeyStoreException(name + " has to be " + described);
        }
        return value;
    }

    private static URI endpoint(String value) {
        URI endpoint;
        try {
            endpoint = URI.create(value);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes the value.
            throw wrongEndpoint();
        }
        // Keys pass through it in the clear: only what stays on this machine goes without TLS.
        boolean safe = "https".equalsIgnoreCase(endpoint.getScheme())
                || ("http".equalsIgnoreCase(endpoint.getScheme()) && isThisMachine(endpoint));
        if (endpoint.getHost() == null || endpoint.getUserInfo() != null || !safe) {
            throw wrongEndpoint();
        }
        return endpoint;
    }

    private static boolean isThisMachine(URI endpoint) {
        return endpoint.getHost() != null && THIS_MACHINE.contains(endpoint.getHost());
    }

    private static InvalidKeyStoreException wrongEndpoint() {
        return new InvalidKeyStoreException(ENDPOINT + " has to be an address that starts with https://, or with"
                + " http:// and localhost or 127.0.0.1; leave it out to use that of the region");
    }
}
