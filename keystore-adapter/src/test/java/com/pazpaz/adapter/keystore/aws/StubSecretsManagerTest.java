package com.pazpaz.adapter.keystore.aws;

import java.util.Optional;

/** Holds the stub to what is expected of moto, so that what only the stub can show is shown by something true to life. */
class StubSecretsManagerTest extends AwsSecretsManagerKeyStoreContract {

    StubSecretsManagerTest() {
        super(Optional.empty());
    }
}
