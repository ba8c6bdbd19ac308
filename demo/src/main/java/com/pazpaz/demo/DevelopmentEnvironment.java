package com.pazpaz.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** The environment variables of a server that runs on this machine's database, certificate, identity and keys. */
public final class DevelopmentEnvironment {

    private DevelopmentEnvironment() {}

    /** The variables for a server on a port. They hold secrets: not to be printed. */
    public static Map<String, String> of(
            int httpsPort,
            LocalPostgres database,
            DevelopmentCertificate certificate,
            DevelopmentIdentity identity,
            DevelopmentKeys keys) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PAZPAZ_HTTPS_HOST", "localhost");
        variables.put("PAZPAZ_HTTPS_PORT", Integer.toString(httpsPort));
        variables.put("PAZPAZ_TLS_KEYSTORE", certificate.keyStore().toString());
        variables.put("PAZPAZ_TLS_KEYSTORE_PASSWORD", certificate.keyStorePassword());
        variables.put("PAZPAZ_DB_HOST", database.host());
        variables.put("PAZPAZ_DB_PORT", Integer.toString(database.port()));
        variables.put("PAZPAZ_DB_NAME", LocalPostgres.DATABASE);
        variables.put("PAZPAZ_DB_USER", database.application().name());
        variables.put("PAZPAZ_DB_PASSWORD", database.application().password());
        // On the loopback address, and this server has no certificate.
        variables.put("PAZPAZ_DB_SSLMODE", "disable");
        variables.put("PAZPAZ_PROFILE", "development");
        // One developer, test or benchmark asks for as much here as many practices do elsewhere.
        variables.put("PAZPAZ_USER_REQUESTS_PER_SECOND", "0");
        variables.put("PAZPAZ_WORKSPACE_REQUESTS_PER_SECOND", "0");
        variables.put("PAZPAZ_FAILED_LOGINS_PER_MINUTE", "0");
        variables.put("PAZPAZ_RECORDED_FAILED_LOGINS_PER_SECOND", "0");
        variables.put("PAZPAZ_KEYSTORE", "env");
        variables.putAll(keys.environment());
        variables.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                identity.publicKeyFile().toUri().toString());
        variables.put("MP_JWT_VERIFY_PUBLICKEY_ALGORITHM", DevelopmentIdentity.ALGORITHM);
        variables.put("MP_JWT_VERIFY_ISSUER", DevelopmentIdentity.ISSUER);
        variables.put("MP_JWT_VERIFY_AUDIENCES", DevelopmentIdentity.AUDIENCE);
        return variables;
    }
}
