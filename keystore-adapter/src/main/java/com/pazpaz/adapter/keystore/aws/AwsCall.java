package com.pazpaz.adapter.keystore.aws;

/** What is asked of Secrets Manager, and the permissions that it takes. */
enum AwsCall {
    LIST("listing", "secretsmanager:ListSecrets", false),
    DESCRIBE("looking for", "secretsmanager:DescribeSecret", false),
    READ("reading", "secretsmanager:GetSecretValue, and kms:Decrypt on the KMS key of the secret", true),
    CREATE(
            "creating",
            "secretsmanager:CreateSecret, and kms:GenerateDataKey and kms:Decrypt on the KMS key of the secret",
            true),
    DELETE("deleting", "secretsmanager:DeleteSecret", false);

    private final String doing;
    private final String permission;
    private final boolean carriesAKey;

    AwsCall(String doing, String permission, boolean carriesAKey) {
        this.doing = doing;
        this.permission = permission;
        this.carriesAKey = carriesAKey;
    }

    /** The call in words, as in: while reading. */
    String doing() {
        return doing;
    }

    /** The permissions of AWS IAM, by name. */
    String permission() {
        return permission;
    }

    /** Whether a key is in the request or the answer, which the SDK's exceptions could quote. */
    boolean carriesAKey() {
        return carriesAKey;
    }
}
