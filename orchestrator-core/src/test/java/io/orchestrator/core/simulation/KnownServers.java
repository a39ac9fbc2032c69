package io.orchestrator.core.simulation;

import io.orchestrator.protocol.worker.ServerAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The servers that a worker talks to: those it was told of at its start, and those that servers tell it of. */
final class KnownServers {

    /** A server that has not said its id yet. */
    private static final UUID UNSAID = new UUID(0, 0);

    private static final String URL = "http://server";

    private final Map<Integer, UUID> servers = new TreeMap<>();

    static String url(int number) {
        return URL + number;
    }

    private static int numberOf(String url) {
        return Integer.parseInt(url.substring(URL.length()));
    }

    /** To be tried again, though no server may know of them. */
    void alsoTry(Collection<Integer> configured) {
        configured.forEach(server -> servers.putIfAbsent(server, UNSAID));
    }

    /** Follows a list of the live servers; gives those that are new, or new processes. */
    List<Integer> learn(List<ServerAddress> listed) {
        Map<Integer, UUID> live = new TreeMap<>();
        listed.forEach(server -> live.put(numberOf(server.url()), server.serverId()));
        if (live.isEmpty()) {
            return List.of();
        }
        List<Integer> fresh = new ArrayList<>();
        live.forEach((number, serverId) -> {
            if (!serverId.equals(servers.get(number))) {
                fresh.add(number);
            }
        });
        servers.clear();
        servers.putAll(live);
        return fresh;
    }

    boolean has(int server) {
        return servers.containsKey(server);
    }

    List<Integer> all() {
        return List.copyOf(servers.keySet());
    }

    /** The one to be asked after this one. */
    int next(int server) {
        List<Integer> all = all();
        return all.get((all.indexOf(server) + 1) % all.size());
    }
}
