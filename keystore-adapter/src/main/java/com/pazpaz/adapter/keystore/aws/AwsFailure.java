package com.pazpaz.adapter.keystore.aws;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A call to Secrets Manager that failed, told as the port tells it: as an outage if it may pass, else as something to
 * mend.
 */
final class AwsFailure {

    // https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html, and the older names of the
    // same.
    private static final Set<String> CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");
    private static final Set<String> DENIED = Set.of("AccessDenied", "AccessDeniedException");
    private static final Set<String> KMS = Set.of("DecryptionFailure", "EncryptionFailure");

    private final AwsCall call;
    private final String secret;
    private final SdkException failure;

    private AwsFailure(AwsCall call, String secret, SdkException failure) {
        this.call = call;
        this.secret = secret;
        this.failure = failure;
    }

    /**
     * The exception to throw.
     *
     * @param secret the secret's name, or what all of them start with
     */
    static RuntimeException of(AwsCall call, String secret, SdkException failure) {
        var told = new AwsFailure(call, secret, failure);
        return failure instanceof AwsServiceException refusal ? told.byTheService(refusal) : told.onTheWay();
    }

    private RuntimeException byTheService(AwsServiceException refusal) {
        String code = codeOf(refusal);
        if (CREDENTIALS.contains(code)) {
            return unavailable(
                    code,
                    "The credentials of this server are not accepted. Renew them, and check its clock; they are looked"
                            + " up again at the next attempt");
        }
        if (refusal.isThrottlingException() || refusal.statusCode() >= 500) {
            return unavailable(
                    code,
                    "This passes by itself as a rule. If it does not, see the AWS Health Dashboard and the quotas");
        }
        if (DENIED.contains(code)) {
            return invalid(code, "Permit this server's role " + call.permission());
        }
        if (KMS.contains(code)) {
            return invalid(
                    code,
                    "Check that the KMS key of the secret is enabled and not to be deleted, and that this server's role"
                            + " may use it: " + call.permission());
        }
        return invalid(
                code,
                "Check " + AwsSettings.REGION + ", " + AwsSettings.ENDPOINT + ", " + AwsSettings.PREFIX + " and "
                        + AwsSettings.KMS_KEY_ID);
    }

    private RuntimeException onTheWay() {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return unavailable(
                root.getClass().getSimpleName(),
                "Check the network, " + AwsSettings.REGION + " and " + AwsSettings.ENDPOINT
                        + ", and that this server has AWS credentials");
    }

    private static String codeOf(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("HTTP status " + refusal.statusCode());
    }

    private RuntimeException unavailable(String code, String advice) {
        String message = message("is not available", code, advice);
        return call.carriesAKey()
                ? new KeyStoreUnavailableException(message)
                : new KeyStoreUnavailableException(message, failure);
    }

    private RuntimeException invalid(String code, String advice) {
        String message = message("refuses", code, advice);
        return call.carriesAKey()
                ? new InvalidKeyStoreException(message)
                : new InvalidKeyStoreException(message, failure);
    }

    private String message(String what, String code, String advice) {
        return "AWS Secrets Manager " + what + " while " + call.doing() + " " + secret + " (" + code + "). " + advice;
    }
}
