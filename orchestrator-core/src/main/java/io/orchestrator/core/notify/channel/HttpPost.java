package io.orchestrator.core.notify.channel;

import io.orchestrator.core.notify.DeliveryFailed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Posts a body to a URL, to an address that a {@link NetworkGuard} has let through, and wants nothing but the status. No HTTP client of
 * the JDK can be told which address to connect to. Redirects are not followed.
 */
public final class HttpPost {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})\\b.*", Pattern.DOTALL);
    private static final int LONGEST_STATUS = 4_096;

    private final NetworkGuard guard;
    private final Duration connect;
    private final Duration total;
    private final ScheduledExecutorService limits = limits();

    /** @param total how long it may take from the first byte to the last */
    public HttpPost(NetworkGuard guard, Duration connect, Duration total) {
        this.guard = guard;
        this.connect = connect;
        this.total = total;
    }

    private static ScheduledExecutorService limits() {
        ScheduledThreadPoolExecutor one = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("notification-limits").daemon().factory());
        one.setRemoveOnCancelPolicy(true);
        return one;
    }

    /** @throws DeliveryFailed unless the answer is a 2xx; its message has the URL's host, and nothing that comes after */
    void post(URI url, Map<String, String> headers, byte[] body) throws DeliveryFailed {
        String host = url.getHost();
        boolean tls = "https".equals(url.getScheme());
        if (host == null || !tls && !"http".equals(url.getScheme())) {
            throw new DeliveryFailed("the channel's host is no URL such as https://host/path");
        }
        int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
        String where = url.getScheme() + "://" + host + ":" + port;
        InetAddress address = guard.resolve(host.replaceAll("^\\[|]$", "")).getFirst();
        AtomicBoolean late = new AtomicBoolean();
        try (Socket socket = new Socket()) {
            ScheduledFuture<?> limit = limits.schedule(
                    () -> {
                        late.set(true);
                        close(socket);
                    },
                    total.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                socket.connect(new InetSocketAddress(address, port), (int) connect.toMillis());
                requireSuccess(
                        exchange(tls ? secured(socket, host, port) : socket, request(url, port, headers, body)), where);
            } finally {
                limit.cancel(false);
            }
        } catch (SocketTimeoutException e) {
            throw new DeliveryFailed(where + " could not be reached within " + connect.toSeconds() + " s");
        } catch (IOException e) {
            throw new DeliveryFailed(
                    late.get()
                            ? where + " did not answer within " + total.toSeconds() + " s"
                            : where + " cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // Whoever reads from it is told all the same.
        }
    }

    private static Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket secured = (SSLSocket) factory.createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static byte[] request(URI url, int port, Map<String, String> headers, byte[] body) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        StringBuilder head = new StringBuilder("POST ")
                .append(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + port)
                .append("\r\nUser-Agent: orchestrator\r\nContent-Type: application/json\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static String exchange(Socket socket, byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        socket.getOutputStream().flush();
        InputStream answer = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        for (int next = answer.read();
                next >= 0 && next != '\n' && line.length() < LONGEST_STATUS;
                next = answer.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void requireSuccess(String status, String where) throws DeliveryFailed {
        Matcher matcher = STATUS.matcher(status);
        if (!matcher.matches()) {
            throw new DeliveryFailed(where + " gave no answer of HTTP");
        }
        String code = matcher.group(1);
        if (code.startsWith("3")) {
            throw new DeliveryFailed(where + " answered " + code + ", and redirects are not followed");
        }
        if (!code.startsWith("2")) {
            throw new DeliveryFailed(where + " answered " + code);
        }
    }
}
