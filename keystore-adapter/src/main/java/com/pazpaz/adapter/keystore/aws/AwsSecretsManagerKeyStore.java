package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.application.port.out.keys.WritableKeyStore;
import com.pazpaz.domain.model.KeyVersion;
import java.time.Clock;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/**
 * Keys in AWS Secrets Manager, one secret per version, named {@code pazpaz/encryption-key-v1} and so on, with the text
 * that {@link KeySecret} describes. The prefix {@code pazpaz/} is a setting.
 *
 * <p>A deleted key is not held any more, and can be restored by an operator until its recovery window is over. Until
 * then its version cannot be added again.
 *
 * <p>Secrets Manager's list may lag behind by some minutes, other calls do not. So the version after the newest one in
 * the list is looked for by its name: otherwise a key that another node has just added, and registered in the database,
 * would be missing here. A version that was added out of order may appear late, and one that was deleted may be listed
 * a while longer; loading it says that it is gone.
 */
public final class AwsSecretsManagerKeyStore implements WritableKeyStore {

    static final String NAME = "aws-secrets-manager";

    private static final String STEM = "encryption-key-";
    private static final String CURRENT = "AWSCURRENT";

    private final SecretsManagerClient client;
    private final AwsSettings settings;
    private final Clock clock;

    /** Uses the client, and does not close it. */
    AwsSecretsManagerKeyStore(SecretsManagerClient client, AwsSettings settings, Clock clock) {
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<KeyVersion> versions() {
        NavigableSet<KeyVersion> versions = listed();
        int next = versions.isEmpty() ? 1 : versions.last().number() + 1;
        while (next <= KeyVersion.MAX && isHeld(new KeyVersion(next))) {
            versions.add(new KeyVersion(next));
            next++;
        }
        return Set.copyOf(versions);
    }

    @Override
    public KeyMaterial load(KeyVersion version) {
        String name = nameOf(version);
        var request = GetSecretValueRequest.builder()
                .secretId(name)
                .versionStage(CURRENT)
                .build();
        try {
            return KeySecret.read(name, version, client.getSecretValue(request).secretString());
        } catch (ResourceNotFoundException e) {
            throw new MissingKeyException("There is no secret " + name + " with a current version in AWS Secrets"
                    + " Manager. Put key " + version + " there, from a backup if it was used before, and check "
                    + AwsSettings.REGION + " and " + AwsSettings.PREFIX);
        } catch (InvalidRequestException e) {
            if (isScheduledForDeletion(version)) {
                throw new MissingKeyException("The secret " + name + " in AWS Secrets Manager is scheduled for"
                        + " deletion. If key " + version + " is still needed, run: aws secretsmanager restore-secret"
                        + " --secret-id " + name);
            }
            throw AwsFailure.of(AwsCall.READ, name, e);
        } catch (SdkException e) {
            throw AwsFailure.of(AwsCall.READ, name, e);
        }
    }

    @Override
    public void add(KeyVersion version, KeyMaterial key) {
        String name = nameOf(version);
        var request = CreateSecretRequest.builder()
                .name(name)
                .description("PazPaz key-encryption key " + version)
                .secretString(KeySecret.write(version, key, clock.instant()));
        settings.kmsKeyId().ifPresent(request::kmsKeyId);
        try {
            client.createSecret(request.build());
        } catch (ResourceExistsException e) {
            throw new KeyExistsException("The secret " + name + " is in AWS Secrets Manager already. Keys are never"
                    + " replaced: choose the next version");
        } catch (InvalidRequestException e) {
            if (isScheduledForDeletion(version)) {
                throw new KeyExistsException("The secret " + name + " was in AWS Secrets Manager before, and is"
                        + " scheduled for deletion. Versions are never reused: choose the next version");
            }
            throw AwsFailure.of(AwsCall.CREATE, name, e);
        } catch (SdkException e) {
            throw AwsFailure.of(AwsCall.CREATE, name, e);
        }
    }

    @Override
    public void delete(KeyVersion version) {
        String name = nameOf(version);
        var request = DeleteSecretRequest.builder()
                .secretId(name)
                .recoveryWindowInDays((long) settings.recoveryDays())
                .build();
        try {
            client.deleteSecret(request);
        } catch (ResourceNotFoundException e) {
            // It is gone, as asked.
        } catch (InvalidRequestException e) {
            if (!isScheduledForDeletion(version)) {
                throw AwsFailure.of(AwsCall.DELETE, name, e);
            }
        } catch (SdkException e) {
            throw AwsFailure.of(AwsCall.DELETE, name, e);
        }
    }

    /** Shows what the secrets' names start with, and nothing of what they hold. */
    @Override
    public String toString() {
        return "AwsSecretsManagerKeyStore[" + start() + "]";
    }

    private String start() {
        return settings.prefix() + STEM;
    }

    private String nameOf(KeyVersion version) {
        return start() + version;
    }

    private NavigableSet<KeyVersion> listed() {
        var request = ListSecretsRequest.builder()
                .filters(Filter.builder()
                        .key(FilterNameStringType.NAME)
                        .values(start())
                        .build())
                .build();
        NavigableSet<KeyVersion> versions = new TreeSet<>();
        try {
            client.listSecretsPaginator(request).stream()
                    .flatMap(page -> page.secretList().stream())
                    // However loosely the service reads its filter, other secrets are none of ours.
                    .filter(secret -> secret.name().startsWith(start()) && secret.deletedDate() == null)
                    .map(this::versionIn)
                    .forEach(versions::add);
        } catch (SdkException e) {
            throw AwsFailure.of(AwsCall.LIST, start() + "*", e);
        }
        return versions;
    }

    private KeyVersion versionIn(SecretListEntry secret) {
        try {
            return KeyVersion.parse(secret.name().substring(start().length()));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyStoreException(
                    "The secret " + secret.name() + " in AWS Secrets Manager does not name a key version. Keys are"
                            + " named " + start() + "v and the version without leading zeros, as in " + start()
                            + "v1; name this one otherwise",
                    e);
        }
    }

    private boolean isHeld(KeyVersion version) {
        return describe(version).filter(secret -> secret.deletedDate() == null).isPresent();
    }

    private boolean isScheduledForDeletion(KeyVersion version) {
        return describe(version).filter(secret -> secret.deletedDate() != null).isPresent();
    }

    private Optional<DescribeSecretResponse> describe(KeyVersion version) {
        String name = nameOf(version);
        var request = DescribeSecretRequest.builder().secretId(name).build();
        try {
            return Optional.of(client.describeSecret(request));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        } catch (SdkException e) {
            throw AwsFailure.of(AwsCall.DESCRIBE, name, e);
        }
    }
}
