package io.orchestrator.worker.bundle;

import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.worker.exchange.Backoff;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Servers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bundle builds on this machine: each is fetched once, by whoever asks first; the others wait for it. */
public final class Bundles {

    private static final Logger LOG = LoggerFactory.getLogger(Bundles.class);
    private static final Duration UNUSED = Duration.ofDays(14);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofMinutes(5);
    private static final int TRIES = 5;
    private static final int REMEMBERED = 20;

    private final Servers servers;
    private final JarCache jars;
    private final long mostBytes;
    /** Longest unused first. */
    private final Map<String, CompletableFuture<Bundle>> builds = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param folder where jars are kept; nobody else writes there
     * @param mostBytes how much of jars may stay that no build of late needs
     */
    public Bundles(Servers servers, Path folder, Clock clock, long mostBytes) {
        this.servers = servers;
        this.jars = new JarCache(folder, clock);
        this.mostBytes = mostBytes;
    }

    /**
     * Forgets builds of long ago, and deletes jars that no build needs: beyond the bound, or unused for two weeks.
     *
     * @param inUse builds that runners or attempts need
     */
    public void prune(Set<String> inUse) {
        synchronized (builds) {
            Iterator<Map.Entry<String, CompletableFuture<Bundle>>> longAgo =
                    builds.entrySet().iterator();
            while (builds.size() > REMEMBERED && longAgo.hasNext()) {
                Map.Entry<String, CompletableFuture<Bundle>> build = longAgo.next();
                if (!inUse.contains(build.getKey()) && build.getValue().state() == Future.State.SUCCESS) {
                    build.getValue().resultNow().classPath().forEach(jars::giveBack);
                    longAgo.remove();
                }
            }
        }
        try {
            int deleted = jars.prune(UNUSED, mostBytes);
            if (deleted > 0) {
                LOG.info("{} unused jars deleted", deleted);
            }
        } catch (IOException e) {
            LOG.warn("unused jars could not be deleted: {}", e.toString());
        }
    }

    /**
     * The build, done already if it is here. It fails with a {@link BundleException}; the next one who asks tries again.
     */
    public CompletableFuture<Bundle> get(LiveSession session, String build) {
        CompletableFuture<Bundle> fresh = new CompletableFuture<>();
        synchronized (builds) {
            CompletableFuture<Bundle> known = builds.putIfAbsent(build, fresh);
            if (known != null) {
                return known;
            }
        }
        Thread.ofVirtual().name("bundle-" + build).start(() -> fetchInto(fresh, session, build));
        return fresh;
    }

    private void fetchInto(CompletableFuture<Bundle> result, LiveSession session, String build) {
        try {
            result.complete(fetch(session, build));
        } catch (BundleException | InterruptedException | RuntimeException e) {
            synchronized (builds) {
                builds.remove(build, result);
            }
            result.completeExceptionally(e);
        }
    }

    private Bundle fetch(LiveSession session, String build) throws BundleException, InterruptedException {
        BundleManifest manifest = reach(session, () -> servers.any(server -> server.bundle(session, build)));
        List<Path> classPath = new ArrayList<>();
        List<Path> dagJars = new ArrayList<>();
        boolean whole = false;
        try {
            for (BundleManifest.Jar jar : manifest.jars()) {
                Path file = file(session, jar);
                classPath.add(file);
                if (jar.dags()) {
                    dagJars.add(file);
                }
            }
            whole = true;
        } finally {
            if (!whole) {
                classPath.forEach(jars::giveBack);
            }
        }
        LOG.info("bundle {} build {} is here, {} jars", manifest.bundle(), build, classPath.size());
        return new Bundle(build, classPath, dagJars);
    }

    private Path file(LiveSession session, BundleManifest.Jar jar) throws BundleException, InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(3));
        for (int tries = 1; ; tries++) {
            try {
                return jars.get(jar.sha256(), () -> open(session, jar.sha256()));
            } catch (IOException e) {
                if (tries == TRIES) {
                    throw new BundleException(
                            "The jar " + jar.name() + " (" + jar.sha256() + ") could not be fetched and stored: " + e,
                            true);
                }
                LOG.warn("jar {} is fetched again: {}", jar.name(), e.toString());
                session.awaitOver(backoff.next().toNanos());
            }
        }
    }

    private InputStream open(LiveSession session, String sha256) throws BundleException, InterruptedException {
        InputStream in = reach(session, () -> servers.any(server -> server.jar(session, sha256)));
        CompletableFuture.delayedExecutor(LONGEST_DOWNLOAD.toSeconds(), TimeUnit.SECONDS)
                .execute(() -> close(in));
        return in;
    }

    /** A download that hangs ends with an error in its reader. */
    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            LOG.debug("closing a download failed", e);
        }
    }

    private interface Call<T> {
        T run() throws SessionOver, Refused, Unreachable, InterruptedException;
    }

    /** Tries until the server answers: as long as the session lives, an outage is no reason to fail an attempt. */
    private static <T> T reach(LiveSession session, Call<T> call) throws BundleException, InterruptedException {
        Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(3));
        while (!session.isOver()) {
            try {
                return call.run();
            } catch (Unreachable e) {
                LOG.warn("a bundle is fetched again: {}", e.getMessage());
                session.awaitOver(backoff.next().toNanos());
            } catch (SessionOver e) {
                session.end(String.valueOf(e.getMessage()));
            } catch (Refused e) {
                throw new BundleException("The server does not give the bundle: " + e.getMessage(), true);
            }
        }
        throw new BundleException("The session ended while the bundle was fetched.", true);
    }
}
