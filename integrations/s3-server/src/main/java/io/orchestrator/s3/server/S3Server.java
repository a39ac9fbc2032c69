package io.orchestrator.s3.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real server that checks signatures: s3proxy on a folder, whose first level are its buckets. */
public final class S3Server implements AutoCloseable {

    public static final String KEY_ID = "key-id";
    public static final String SECRET = "a-secret";

    private final Path folder;
    private final int port = freePort();
    private Process process;

    /** Starts it; returns when it accepts connections. */
    public S3Server(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("s3proxy.properties"), """
                s3proxy.authorization=aws-v2-or-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                s3proxy.endpoint=http://127.0.0.1:%d
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(KEY_ID, SECRET, port, folder.resolve("data")));
        Files.writeString(
                credentials(),
                "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n".formatted(KEY_ID, SECRET));
        process = start();
    }

    /** Makes a bucket. */
    public void bucket(String name) throws IOException {
        Files.createDirectories(folder.resolve("data").resolve(name));
    }

    /** The address of a lake, as workers are told it. */
    public URI lake(String bucket) {
        return URI.create("s3://%s?endpoint=%s&credentials=%s".formatted(bucket, endpoint(), credentials()));
    }

    /** A file with the key, as AWS's tools write it. */
    private Path credentials() {
        return folder.resolve("credentials");
    }

    /** The file of an object: its time of change is the object's. */
    public Path object(String bucket, String key) {
        return folder.resolve("data").resolve(bucket).resolve(key);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it again after {@link #kill}, on the same port. */
    public void restart() throws IOException, InterruptedException {
        process = start();
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Returns when it accepts connections. */
    private Process start() throws IOException, InterruptedException {
        Process started = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        "s3proxy.properties")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (started.isAlive()) {
            try (Socket probe = new Socket()) {
                probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
                return started;
            } catch (IOException e) {
                started.waitFor(50, TimeUnit.MILLISECONDS);
            }
        }
        throw new IOException("s3proxy has ended: " + Files.readString(folder.resolve("log")));
    }

    /** Where the server is reached too, until so much has been read from it: then it is killed. */
    public URI dyingAfter(long bytes) throws IOException {
        ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(() -> {
            try (door;
                    Socket client = door.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
                Thread.ofPlatform().daemon().start(() -> forward(client, server));
                InputStream from = server.getInputStream();
                OutputStream to = client.getOutputStream();
                long left = bytes;
                byte[] buffer = new byte[8_192];
                while (left > 0) {
                    int read = from.read(buffer);
                    to.write(buffer, 0, read);
                    left -= read;
                }
                kill();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    private static void forward(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them is gone, as it was meant.
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }
}
