package io.orchestrator.bench.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A way from one part of a cluster to another: it listens on an address and passes everything on. Faults hit present connections
 * and, until {@link #heal}, new ones.
 */
public final class Link implements AutoCloseable {

    private static final int CONNECT_MILLIS = 2000;
    private static final int BACKLOG = 200;

    private final String name;
    private final ServerSocket listening;
    private final InetSocketAddress target;
    private final Weather weather = new Weather();
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();

    private Link(String name, ServerSocket listening, InetSocketAddress target) {
        this.name = name;
        this.listening = listening;
        this.target = target;
    }

    /**
     * Begins to listen.
     *
     * @param at an address of this machine; port 0: any free one
     * @param target need not be there yet
     */
    public static Link open(String name, InetSocketAddress at, InetSocketAddress target) throws IOException {
        ServerSocket listening = new ServerSocket();
        listening.setReuseAddress(true);
        listening.bind(at, BACKLOG);
        Link link = new Link(name, listening, target);
        Thread.ofVirtual().start(link::accept);
        return link;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                // Asked by the loop.
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket();
            if (weather.isRefusing()) {
                throw new IOException("this link refuses");
            }
            server.connect(target, CONNECT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            Passage[] one = new Passage[1];
            one[0] = new Passage(client, server, weather, () -> passages.remove(one[0]));
            passages.add(one[0]);
            one[0].begin();
        } catch (IOException unreachable) {
            refuse(client);
        }
    }

    private static void refuse(Socket client) {
        try (client) {
            client.setSoLinger(true, 0);
        } catch (IOException closed) {
            // It is as good as refused.
        }
    }

    public String name() {
        return name;
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** True when nothing is wrong with it. */
    public boolean isFair() {
        return weather.isFair();
    }

    /** Nothing gets through this way any more; it arrives when the link heals, as after a partition. */
    public void hold(Direction direction) {
        weather.hold(direction);
    }

    /** Every piece takes so much longer. */
    public void delay(Duration each) {
        weather.delay(each);
    }

    /** Present connections break, and new ones are refused. */
    public void refuse() {
        weather.refuse();
        reset();
    }

    /** Present connections break; what was held is lost. */
    public void reset() {
        List.copyOf(passages).forEach(Passage::reset);
    }

    /** On present connections answers end, requests still get through. */
    public void halfClose() {
        List.copyOf(passages).forEach(Passage::halfClose);
    }

    /** All is well again; what was held goes on. */
    public void heal() {
        weather.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        weather.clear();
        reset();
    }
}
