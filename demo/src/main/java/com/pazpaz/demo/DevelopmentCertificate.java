package com.pazpaz.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for {@code localhost}, {@code 127.0.0.1} and {@code ::1}, with its key.
 *
 * <p>Renewed when it has little time left. It signs nothing but itself, so whoever trusts it trusts this one server only.
 */
public final class DevelopmentCertificate {

    private static final String ALIAS = "pazpaz";
    private static final String KEY_STORE = "server.p12";
    private static final String PASSWORD = "server.password";
    private static final String CERTIFICATE = "ca.pem";
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration TOO_LITTLE = Duration.ofDays(7);

    private final StateDirectory state;
    private final X509Certificate certificate;

    private DevelopmentCertificate(StateDirectory state, X509Certificate certificate) {
        this.state = state;
        this.certificate = certificate;
    }

    /** The certificate in a directory, made if there is none that lasts a while. */
    public static DevelopmentCertificate in(StateDirectory state) {
        try {
            if (!Files.exists(state.file(KEY_STORE)) || endsSoon(load(state))) {
                generate(state);
            }
            X509Certificate certificate = load(state);
            state.write(CERTIFICATE, pem(certificate));
            return new DevelopmentCertificate(state, certificate);
        } catch (GeneralSecurityException | IOException e) {
            throw new DemoException(
                    "The certificate in " + state.path() + " cannot be read. Delete that directory to have a new one",
                    e);
        }
    }

    /** The PKCS#12 file with certificate and key, for the server. */
    public Path keyStore() {
        return state.file(KEY_STORE);
    }

    /** The password of {@link #keyStore()} and of the key in it. */
    public String keyStorePassword() {
        return state.secret(PASSWORD);
    }

    /** The certificate alone as PEM (RFC 7468), for those who are to trust it, such as {@code curl --cacert}. */
    public Path certificateFile() {
        return state.file(CERTIFICATE);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** A TLS context that trusts this certificate and no other. */
    public SSLContext trustingContext() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(ALIAS, certificate);
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every JDK can trust a certificate", e);
        }
    }

    // The JDK has no public way of making a certificate other than this program of its own.
    private static void generate(StateDirectory state) throws IOException {
        String made = "new-" + KEY_STORE;
        state.delete(made);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-dname",
                        "CN=localhost, O=PazPaz demo",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                        "-ext",
                        "ku=digitalSignature",
                        "-ext",
                        "eku=serverAuth",
                        "-validity",
                        Long.toString(VALID.toDays()),
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        state.file(made).toString(),
                        "-storepass:env",
                        "STORE_PASSWORD")
                .redirectErrorStream(true);
        builder.environment().put("STORE_PASSWORD", state.secret(PASSWORD));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new DemoException("The JDK's keytool could not make a certificate:\n" + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoException("Interrupted while a certificate was made", e);
        }
        Files.move(state.file(made), state.file(KEY_STORE), StandardCopyOption.REPLACE_EXISTING);
    }

    private static X509Certificate load(StateDirectory state) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(state.file(KEY_STORE))) {
            store.load(in, state.secret(PASSWORD).toCharArray());
        }
        Certificate found = store.getCertificate(ALIAS);
        if (found instanceof X509Certificate certificate) {
            return certificate;
        }
        throw new IOException("There is no certificate in the key store");
    }

    private static boolean endsSoon(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().isBefore(Instant.now().plus(TOO_LITTLE));
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
