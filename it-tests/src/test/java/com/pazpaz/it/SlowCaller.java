package com.pazpaz.it;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;

/** A connection whose other end takes its time, and never ends it by itself. */
final class SlowCaller implements AutoCloseable {

    /** As little as the system permits, so that an answer soon has to wait. */
    private static final int RECEIVE_BUFFER = 1_024;

    private static final int PATIENCE_MILLIS = 100;

    private final SSLSocket socket;

    private SlowCaller(URI server, String head) throws IOException {
        var plain = new Socket();
        plain.setReceiveBufferSize(RECEIVE_BUFFER);
        plain.connect(new InetSocketAddress(server.getHost(), server.getPort()));
        socket = (SSLSocket) TestSystem.get()
                .certificate()
                .trustingContext()
                .getSocketFactory()
                .createSocket(plain, server.getHost(), server.getPort(), true);
        send(head);
    }

    /** Asks for all clients, and reads no more than the first byte. */
    static SlowCaller reading(URI server, String token) throws IOException {
        var caller = new SlowCaller(server, "GET /api/v1/clients/export HTTP/1.1\r\n" + headers(token) + "\r\n");
        caller.socket.getInputStream().read();
        return caller;
    }

    /** Says that a client will come, and sends what it is asked to send of it. */
    static SlowCaller sending(URI server, String token) throws IOException {
        return new SlowCaller(
                server,
                "POST /api/v1/clients HTTP/1.1\r\n" + headers(token)
                        + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{");
    }

    /** Does not even say all that it wants. */
    static SlowCaller asking(URI server) throws IOException {
        return new SlowCaller(server, "GET /api/v1/clients HTTP/1.1\r\nHost: localhost\r\nX-Slow:");
    }

    private static String headers(String token) {
        return "Host: localhost\r\nAuthorization: Bearer " + token + "\r\n";
    }

    /** Sends a little more. */
    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** Whether the server has ended the connection. Takes what it has answered until then. */
    boolean isEnded() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            byte[] answer = new byte[8_192];
            while (true) {
                if (socket.getInputStream().read(answer) < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
