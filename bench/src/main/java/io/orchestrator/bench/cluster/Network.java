package io.orchestrator.bench.cluster;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** By which addresses the parts of a cluster reach each other; somebody may stand in between. All numbers count from 0. */
public interface Network {

    /** Where a server finds the database, which listens on a port of 127.0.0.1. */
    InetSocketAddress database(int server, int port);

    /** Where workers find a server, which listens on a port of 127.0.0.1: this is what it says of itself. */
    URI server(int server, int port);

    /** What host names mean for a worker, as a file like {@code /etc/hosts}; empty: what they mean for everybody. */
    Optional<Path> hosts(int worker);

    /** Nobody stands in between. */
    static Network direct() {
        return new Network() {
            @Override
            public InetSocketAddress database(int server, int port) {
                return InetSocketAddress.createUnresolved("127.0.0.1", port);
            }

            @Override
            public URI server(int server, int port) {
                return URI.create("http://127.0.0.1:" + port);
            }

            @Override
            public Optional<Path> hosts(int worker) {
                return Optional.empty();
            }
        };
    }
}
