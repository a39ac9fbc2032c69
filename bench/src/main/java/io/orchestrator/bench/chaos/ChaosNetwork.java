package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.ClusterFailed;
import io.orchestrator.bench.cluster.Network;
import io.orchestrator.bench.proxy.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A link for every pair that talks: each worker with each server, each server with the database. They listen on addresses of their
 * own within 127.0.0.0/8. A server has one name for all workers; each worker has a hosts file that leads it through its own link.
 */
final class ChaosNetwork implements Network, AutoCloseable {

    private final Path folder;
    private final int workers;
    private final List<Link> toServers = new ArrayList<>();
    private final List<Link> toDatabase = new ArrayList<>();

    /** @param folder for the hosts files */
    ChaosNetwork(Path folder, int workers) {
        this.folder = folder;
        this.workers = workers;
    }

    @Override
    public InetSocketAddress database(int server, int port) {
        String address = "127.0.9.%d".formatted(server + 1);
        toDatabase.add(open("server-%d to database".formatted(server + 1), address, port));
        return InetSocketAddress.createUnresolved(address, port);
    }

    @Override
    public URI server(int server, int port) {
        for (int worker = 0; worker < workers; worker++) {
            toServers.add(
                    open("worker-%d to server-%d".formatted(worker + 1, server + 1), address(worker, server), port));
        }
        return URI.create("http://%s:%d".formatted(name(server), port));
    }

    @Override
    public Optional<Path> hosts(int worker) {
        Path file = folder.resolve("hosts-worker-%d".formatted(worker + 1));
        StringBuilder lines = new StringBuilder("127.0.0.1 localhost\n");
        for (int server = 0; server < toDatabase.size(); server++) {
            lines.append(address(worker, server))
                    .append(' ')
                    .append(name(server))
                    .append('\n');
        }
        try {
            Files.writeString(file, lines);
        } catch (IOException failure) {
            throw new ClusterFailed("%s cannot be written: %s.".formatted(file, failure), failure);
        }
        return Optional.of(file);
    }

    private static String name(int server) {
        return "server-%d.chaos".formatted(server + 1);
    }

    private static String address(int worker, int server) {
        return "127.0.%d.%d".formatted(worker + 1, server + 1);
    }

    private static Link open(String name, String address, int port) {
        try {
            return Link.open(name, new InetSocketAddress(address, port), new InetSocketAddress("127.0.0.1", port));
        } catch (IOException failure) {
            throw new ClusterFailed("%s:%d cannot be listened on: %s.".formatted(address, port, failure), failure);
        }
    }

    /** Between workers and servers. */
    List<Link> toServers() {
        return List.copyOf(toServers);
    }

    /** Between servers and the database, in the order of the servers. */
    List<Link> toDatabase() {
        return List.copyOf(toDatabase);
    }

    void heal() {
        toServers.forEach(Link::heal);
        toDatabase.forEach(Link::heal);
    }

    @Override
    public void close() {
        for (Link link : toServers) {
            close(link);
        }
        for (Link link : toDatabase) {
            close(link);
        }
    }

    private static void close(Link link) {
        try {
            link.close();
        } catch (IOException closed) {
            // It listens no more, which is what is wanted.
        }
    }
}
