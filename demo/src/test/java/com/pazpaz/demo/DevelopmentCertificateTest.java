package com.pazpaz.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevelopmentCertificateTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path directory;

    private DevelopmentCertificate certificate() {
        return DevelopmentCertificate.in(StateDirectory.at(directory));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void letsAClientThatTrustsItConnect(String host) throws Exception {
        DevelopmentCertificate certificate = certificate();

        assertThat(handshake(certificate, host)).isEqualTo("TLSv1.3");
    }

    @Test
    void namesTheAddressesOfThisMachineAndNoOther() throws Exception {
        Collection<List<?>> names = certificate().certificate().getSubjectAlternativeNames();

        assertThat(names)
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyInAnyOrder("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void cannotSignOtherCertificates() {
        assertThat(certificate().certificate().getBasicConstraints()).isEqualTo(-1);
    }

    @Test
    void isThereAsPemToo() throws Exception {
        DevelopmentCertificate certificate = certificate();

        try (InputStream pem = Files.newInputStream(certificate.certificateFile())) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem))
                    .isEqualTo(certificate.certificate());
        }
    }

    @Test
    void isKeptFromOneStartToTheNext() {
        var before = certificate().certificate();

        assertThat(certificate().certificate()).isEqualTo(before);
    }

    @Test
    void isNotReadableByOthers() throws Exception {
        certificate();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    /** The protocol that a server with the certificate and a client that trusts it agree on. */
    private static String handshake(DevelopmentCertificate certificate, String host) throws Exception {
        char[] password = certificate.keyStorePassword().toCharArray();
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(certificate.keyStore().toFile(), password), password);
        SSLContext serverContext = SSLContext.getInstance("TLS");
        serverContext.init(keys.getKeyManagers(), null, null);
        try (SSLServerSocket server =
                (SSLServerSocket) serverContext.getServerSocketFactory().createServerSocket(0, 1, LOOPBACK)) {
            var answering = CompletableFuture.runAsync(() -> answer(server));
            String protocol = protocolOf(certificate, host, server.getLocalPort());
            answering.join();
            return protocol;
        }
    }

    private static void answer(SSLServerSocket server) {
        try (SSLSocket connection = (SSLSocket) server.accept()) {
            connection.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String protocolOf(DevelopmentCertificate certificate, String host, int port) throws IOException {
        InetAddress address = InetAddress.getByAddress(host, LOOPBACK.getAddress());
        var sockets = certificate.trustingContext().getSocketFactory();
        try (SSLSocket client = (SSLSocket) sockets.createSocket(address, port)) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            client.setSSLParameters(parameters);
            client.startHandshake();
            return client.getSession().getProtocol();
        }
    }
}
