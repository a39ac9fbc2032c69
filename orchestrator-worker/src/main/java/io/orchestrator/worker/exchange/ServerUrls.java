package io.orchestrator.worker.exchange;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The servers to talk to; calls go to one of them until it does not answer. */
final class ServerUrls {

    private final List<URI> servers;
    private final AtomicInteger current = new AtomicInteger();

    ServerUrls(List<URI> servers) {
        this.servers = List.copyOf(servers);
    }

    URI current() {
        return servers.get(Math.floorMod(current.get(), servers.size()));
    }

    /** Turns to the next server, unless another call that failed has done so already. */
    void leave(URI failed) {
        int index = current.get();
        if (servers.get(Math.floorMod(index, servers.size())).equals(failed)) {
            current.compareAndSet(index, index + 1);
        }
    }
}
