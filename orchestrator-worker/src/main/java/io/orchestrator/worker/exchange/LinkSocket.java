package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.Link;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * A connection that began as an HTTP request and was upgraded to a link. A plain blocking socket: a task's way to the next one
 * leads through here twice, and an HTTP client would add several changes of threads to each.
 */
final class LinkSocket implements Closeable {

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int LONGEST_ERROR = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private LinkSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        this.out = socket.getOutputStream();
    }

    /** The server's answer was none that begins a link. */
    static final class NoLink extends IOException {
        private static final long serialVersionUID = 1L;

        final int status;
        final transient byte[] body;

        private NoLink(int status, byte[] body) {
            super("it was answered with status " + status);
            this.status = status;
            this.body = body;
        }
    }

    /**
     * @param connect how long a connection may take to come about
     * @param answer how long its answer may take
     * @param silence a link that says nothing for so long is dead
     */
    record Patience(Duration connect, Duration answer, Duration silence) {}

    /**
     * Begins a link.
     *
     * @throws NoLink if the server answers otherwise
     */
    static LinkSocket open(URI server, String path, String token, Patience patience) throws IOException {
        Socket socket = connect(server, patience.connect());
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.setSoTimeout((int) patience.answer().toMillis());
            LinkSocket link = new LinkSocket(socket);
            link.upgrade(server, path, token);
            socket.setSoTimeout((int) patience.silence().toMillis());
            return link;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket connect(URI server, Duration limit) throws IOException {
        boolean secure = "https".equalsIgnoreCase(server.getScheme());
        int port = server.getPort() >= 0 ? server.getPort() : secure ? HTTPS : HTTP;
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(server.getHost(), port), (int) limit.toMillis());
            return secure ? secured(plain, server.getHost(), port) : plain;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(plain, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        return secured;
    }

    private void upgrade(URI server, String path, String token) throws IOException {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: Upgrade\r\nUpgrade: "
                        + Link.PROTOCOL + "\r\nAuthorization: Bearer " + token + "\r\n\r\n";
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        String[] status = line().split(" ", 3);
        if (status.length < 2 || !status[1].matches("[1-5]\\d\\d")) {
            throw new IOException("the answer is not HTTP");
        }
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).matches("content-length: *\\d{1,9}")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        int code = Integer.parseInt(status[1]);
        if (code != SWITCHING_PROTOCOLS) {
            throw new NoLink(code, in.readNBytes(Math.min(length, LONGEST_ERROR)));
        }
    }

    /** One line of the answer's head. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.length() > LONGEST_ERROR) {
                throw new EOFException("the connection ended before its answer did");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    InputStream in() {
        return in;
    }

    /** Writes at once; the other side may make it wait. */
    void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Whoever reads or writes finds a broken connection. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
