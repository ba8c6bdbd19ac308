package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.time.Clock;
import java.util.Map;

/**
 * Opens the key store {@code aws-secrets-manager}. Its settings, all optional, are {@value AwsSettings#REGION},
 * {@value AwsSettings#ENDPOINT}, {@value AwsSettings#PREFIX}, {@value AwsSettings#KMS_KEY_ID} and
 * {@value AwsSettings#RECOVERY_DAYS}; credentials are those of the AWS SDK's default chain.
 */
public final class AwsSecretsManagerKeyStoreProvider implements KeyStoreProvider {

    @Override
    public String name() {
        return AwsSecretsManagerKeyStore.NAME;
    }

    @Override
    public KeyStorePort open(Map<String, String> settings) {
        AwsSettings read = AwsSettings.in(settings);
        return new AwsSecretsManagerKeyStore(AwsClients.kept(read), read, Clock.systemUTC());
    }
}
