package com.pazpaz.adapter.keystore.aws;

/** Runs against moto where there is one, and else against the stub. */
class AwsSecretsManagerKeyStoreTest extends AwsSecretsManagerKeyStoreContract {

    AwsSecretsManagerKeyStoreTest() {
        super(MotoServer.endpoint());
    }
}
