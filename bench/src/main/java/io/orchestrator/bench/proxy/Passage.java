package io.orchestrator.bench.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/** One connection through a link: two sockets, and a thread for each direction. */
final class Passage {

    private static final int PIECE = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Weather weather;
    private final Runnable over;

    /** @param over called when the connection has ended, perhaps more than once */
    Passage(Socket client, Socket server, Weather weather, Runnable over) {
        this.client = client;
        this.server = server;
        this.weather = weather;
        this.over = over;
    }

    void begin() {
        Thread.ofVirtual().start(() -> pump(Direction.REQUESTS, client, server));
        Thread.ofVirtual().start(() -> pump(Direction.ANSWERS, server, client));
    }

    private void pump(Direction direction, Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                weather.pass(direction);
                out.write(piece, 0, length);
            }
            weather.pass(direction);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                close();
            }
        } catch (IOException | InterruptedException broken) {
            reset();
        }
    }

    /** Both sides see the connection break; what was on the way is lost. */
    void reset() {
        linger(client);
        linger(server);
        close();
    }

    /** The one that connected sees an end of the answers, and may still send. */
    void halfClose() {
        try {
            client.shutdownOutput();
        } catch (IOException over) {
            reset();
        }
    }

    /** A close then sends RST instead of FIN. */
    private static void linger(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            // That is what is wanted.
        }
    }

    private void close() {
        closeOne(client);
        closeOne(server);
        over.run();
    }

    private static void closeOne(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // It is as good as closed.
        }
    }
}
