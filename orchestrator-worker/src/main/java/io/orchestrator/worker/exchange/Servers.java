package io.orchestrator.worker.exchange;

import io.orchestrator.protocol.worker.ServerAddress;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live servers, as far as this worker knows: what those that answer say, taken together. Where none is known or none of
 * them answers, the ones that the worker was started with are tried too. Thread-safe.
 */
public final class Servers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);

    private final HttpCalls http = new HttpCalls();
    private final Duration limit;
    private final List<ServerClient> seeds;
    /** What each server said last about who is live. */
    private final Map<ServerClient, List<ServerAddress>> said = new LinkedHashMap<>();

    private List<ServerClient> live;
    private volatile @Nullable ServerClient lastAnswered;

    /**
     * @param seeds at least one
     * @param limit the longest that one call may take
     */
    public Servers(List<URI> seeds, Duration limit) {
        this.limit = limit;
        this.seeds = seeds.stream()
                .map(ServerClient::root)
                .distinct()
                .map(url -> new ServerClient(url, http, limit))
                .toList();
        this.live = this.seeds;
    }

    /** Those to keep in touch with. A server is the same as long as its URL is. */
    public synchronized List<ServerClient> live() {
        return live;
    }

    /** A server has said who is live. */
    public synchronized void heard(ServerClient by, List<ServerAddress> addresses) {
        if (!addresses.isEmpty()) {
            said.put(by, List.copyOf(addresses));
        }
        look();
    }

    /** Looks again whom to keep in touch with, after a call that had no answer. */
    public synchronized void look() {
        Set<ServerClient> found = new LinkedHashSet<>();
        said.forEach((by, addresses) -> {
            if (by.isReachable()) {
                addresses.stream().flatMap(this::client).forEach(found::add);
            }
        });
        if (found.isEmpty()) {
            found.addAll(live);
        }
        if (found.stream().noneMatch(ServerClient::isReachable)) {
            found.addAll(seeds);
        }
        if (!found.equals(new LinkedHashSet<>(live))) {
            LOG.info("live servers: {}", found);
            live = List.copyOf(found);
        }
        said.keySet().retainAll(found);
    }

    private Stream<ServerClient> client(ServerAddress address) {
        try {
            URI url = ServerClient.root(URI.create(address.url()));
            return Stream.of(known(url).orElseGet(() -> new ServerClient(url, http, limit)));
        } catch (IllegalArgumentException e) {
            LOG.warn("server {} gives an address that is no URL: {}", address.serverId(), e.getMessage());
            return Stream.empty();
        }
    }

    private Optional<ServerClient> known(URI url) {
        return Stream.concat(live.stream(), seeds.stream())
                .filter(server -> server.url().equals(url))
                .findFirst();
    }

    /** A call that any server can answer. */
    public interface Call<T> {
        T at(ServerClient server) throws SessionOver, Refused, Unreachable, InterruptedException;
    }

    /** Makes a call at whichever server answers. */
    public <T> T any(Call<T> call) throws SessionOver, Refused, Unreachable, InterruptedException {
        return any(null, call);
    }

    /**
     * Makes a call at the first server that answers and does not send it elsewhere.
     *
     * @param first asked first, or null
     * @throws Unreachable nobody could answer it now
     */
    public <T> T any(@Nullable ServerClient first, Call<T> call)
            throws SessionOver, Refused, Unreachable, InterruptedException {
        Unreachable last = new Unreachable("There is no server to ask", null);
        for (ServerClient server : inOrder(first == null ? lastAnswered : first)) {
            try {
                T answer = call.at(server);
                lastAnswered = server;
                return answer;
            } catch (Unreachable e) {
                last = e;
            } catch (Refused e) {
                if (!e.code().equals("elsewhere")) {
                    throw e;
                }
                last = new Unreachable(String.valueOf(e.getMessage()), e);
            }
        }
        look();
        throw last;
    }

    private synchronized List<ServerClient> inOrder(@Nullable ServerClient first) {
        Set<ServerClient> all = new LinkedHashSet<>(live);
        all.addAll(seeds);
        return all.stream()
                .sorted(Comparator.comparingInt(server -> rank(server, first)))
                .toList();
    }

    private static int rank(ServerClient server, @Nullable ServerClient first) {
        if (!server.isReachable()) {
            return 2;
        }
        return server == first ? 0 : 1;
    }

    @Override
    public void close() {
        http.close();
    }
}
