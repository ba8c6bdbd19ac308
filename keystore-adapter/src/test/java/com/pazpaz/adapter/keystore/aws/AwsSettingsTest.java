package com.pazpaz.adapter.keystore.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStorePort;
import com.pazpaz.application.port.out.keys.KeyStoreProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsSettingsTest {

    @Nested
    class WithoutSettings {

        @Test
        void thereAreDefaults() {
            assertThat(AwsSettings.in(Map.of("PAZPAZ_AWS_REGION", " ")))
                    .isEqualTo(new AwsSettings(Optional.empty(), Optional.empty(), "pazpaz/", Optional.empty(), 30));
        }
    }

    @Nested
    class ASetting {

        @Test
        void isReadWithoutTheSpaceAroundIt() {
            var settings = AwsSettings.in(Map.of(
                    "PAZPAZ_AWS_REGION", " us-gov-west-1 ",
                    "PAZPAZ_AWS_ENDPOINT", "https://vpce-made-up.secretsmanager.us-gov-west-1.vpce.amazonaws.com",
                    "PAZPAZ_AWS_SECRET_PREFIX", "practice/keys-",
                    "PAZPAZ_AWS_KMS_KEY_ID", "alias/pazpaz",
                    "PAZPAZ_AWS_RECOVERY_DAYS", "7"));

            assertThat(settings)
                    .isEqualTo(new AwsSettings(
                            Optional.of("us-gov-west-1"),
                            Optional.of(
                                    URI.create("https://vpce-made-up.secretsmanager.us-gov-west-1.vpce.amazonaws.com")),
                            "practice/keys-",
                            Optional.of("alias/pazpaz"),
                            7));
        }

        @ParameterizedTest
        @CsvSource({
            "PAZPAZ_AWS_REGION, eu-central-1.example.org",
            "PAZPAZ_AWS_REGION, Frankfurt",
            "PAZPAZ_AWS_ENDPOINT, not an address",
            "PAZPAZ_AWS_ENDPOINT, secretsmanager.example.org",
            "PAZPAZ_AWS_ENDPOINT, ftp://secretsmanager.example.org",
            "PAZPAZ_AWS_ENDPOINT, https:secretsmanager",
            "PAZPAZ_AWS_ENDPOINT, http:localhost",
            "PAZPAZ_AWS_ENDPOINT, https://user@secretsmanager.example.org",
            "PAZPAZ_AWS_SECRET_PREFIX, paz paz/",
            "PAZPAZ_AWS_SECRET_PREFIX, !pazpaz/",
            "PAZPAZ_AWS_RECOVERY_DAYS, 6",
            "PAZPAZ_AWS_RECOVERY_DAYS, 31",
            "PAZPAZ_AWS_RECOVERY_DAYS, a week",
        })
        void isRefusedByNameAndNotQuotedWhenItIsWrong(String name, String value) {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> AwsSettings.in(Map.of(name, value)))
                    .withMessageStartingWith(name)
                    .withMessageNotContaining(value)
                    .withNoCause();
        }

        @Test
        void mustNotSendKeysOverANetworkInTheClear() {
            assertThatExceptionOfType(InvalidKeyStoreException.class)
                    .isThrownBy(() -> AwsSettings.in(Map.of("PAZPAZ_AWS_ENDPOINT", "http://secrets.example.org")))
                    .withMessageContaining("https://");
        }

        @ParameterizedTest
        @ValueSource(strings = {"http://localhost:4566", "http://127.0.0.1:5000", "http://[::1]:5000"})
        void maySendThemOnThisMachine(String endpoint) {
            assertThat(AwsSettings.in(Map.of("PAZPAZ_AWS_ENDPOINT", endpoint)).endpoint())
                    .contains(URI.create(endpoint));
        }
    }

    @Nested
    class TheProvider {

        @Test
        void isFoundAndOpensAStoreWithoutReachingIt() {
            KeyStoreProvider provider = ServiceLoader.load(KeyStoreProvider.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(found -> found.name().equals("aws-secrets-manager"))
                    .findFirst()
                    .orElseThrow();

            KeyStorePort store = provider.open(Map.of("PAZPAZ_AWS_REGION", "eu-central-1"));

            assertThat(store.name()).isEqualTo("aws-secrets-manager");
            assertThat(store).hasToString("AwsSecretsManagerKeyStore[pazpaz/encryption-key-]");
        }

        @Test
        void keepsOneClientForAllStoresOfOnePlace() {
            var here = AwsSettings.in(Map.of("PAZPAZ_AWS_REGION", "eu-central-1"));
            var hereToo = AwsSettings.in(Map.of("PAZPAZ_AWS_REGION", "eu-central-1", "PAZPAZ_AWS_SECRET_PREFIX", "x"));
            var elsewhere = AwsSettings.in(Map.of("PAZPAZ_AWS_REGION", "eu-west-1"));

            assertThat(AwsClients.kept(here))
                    .isSameAs(AwsClients.kept(hereToo))
                    .isNotSameAs(AwsClients.kept(elsewhere));
        }
    }
}
