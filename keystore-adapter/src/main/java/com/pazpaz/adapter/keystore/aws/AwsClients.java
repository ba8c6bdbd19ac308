package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The clients of Secrets Manager in this process, one for each place they speak to.
 *
 * <p>A key store is opened at every use, while a client has threads and remembers credentials; so clients are kept, and
 * live as long as the process. They are thread-safe.
 */
final class AwsClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

    private static final Map<Place, SecretsManagerClient> KEPT = new ConcurrentHashMap<>();

    private AwsClients() {}

    /**
     * The client for a region and endpoint, with the SDK's default chain of credentials.
     *
     * @throws InvalidKeyStoreException if no region is set, and the SDK's default chain knows none
     */
    static SecretsManagerClient kept(AwsSettings settings) {
        return KEPT.computeIfAbsent(
                new Place(settings.region(), settings.endpoint()),
                place -> create(place, DefaultCredentialsProvider.builder().build()));
    }

    /** A new client, which the caller closes. */
    static SecretsManagerClient create(AwsSettings settings, AwsCredentialsProvider credentials) {
        return create(new Place(settings.region(), settings.endpoint()), credentials);
    }

    private static SecretsManagerClient create(Place place, AwsCredentialsProvider credentials) {
        var builder = SecretsManagerClient.builder()
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(ATTEMPT_TIMEOUT))
                .overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT)
                        .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                        // Three attempts, with a growing random pause before each further one.
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy()));
        place.region().map(Region::of).ifPresent(builder::region);
        place.endpoint().ifPresent(builder::endpointOverride);
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new InvalidKeyStoreException(
                    "The key store '" + AwsSecretsManagerKeyStore.NAME + "' knows no AWS region. Set "
                            + AwsSettings.REGION + " to the one that holds the keys",
                    e);
        }
    }

    private record Place(Optional<String> region, Optional<URI> endpoint) {}
}
