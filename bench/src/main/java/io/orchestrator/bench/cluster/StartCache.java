package io.orchestrator.bench.cluster;

import io.orchestrator.bench.cluster.ClusterSettings.Servers;
import io.orchestrator.bench.cluster.ClusterSettings.Workers;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cache of loaded classes with which servers start in half the time: where many are killed, starts are what costs. */
public final class StartCache {

    private static final Logger LOG = LoggerFactory.getLogger(StartCache.class);
    private static final int FIRST_JDK = 25;
    private static final Duration WRITTEN = Duration.ofMinutes(3);

    private StartCache() {}

    /**
     * The options for the servers' JVM that use the cache of these settings. The first time it is made by a server that starts and
     * ends; afterwards it lies beside the installation.
     *
     * @return the settings' own options, where there can be no cache: an older JDK, or libraries that lie inside the server's jar
     */
    public static List<String> jvmOptions(ClusterSettings settings) {
        List<String> own = settings.servers().jvmOptions();
        Path server = settings.installation().server();
        if (Runtime.version().feature() < FIRST_JDK || !Files.isDirectory(server.resolveSibling("lib"))) {
            return own;
        }
        Path cache = server.resolveSibling("start-%s-%08x.aot".formatted(Runtime.version(), own.hashCode()));
        try {
            if (!Files.exists(cache)) {
                LOG.info("the cache for quick starts of servers is made");
                make(settings, cache);
            }
            return with(own, "-XX:AOTCache=" + cache, "-Xlog:aot*=off");
        } catch (IOException | ClusterFailed failure) {
            LOG.warn("servers start slowly: no cache could be made: {}", failure.toString());
            return own;
        }
    }

    private static void make(ClusterSettings settings, Path cache) throws IOException {
        Path unfinished = cache.resolveSibling(cache.getFileName() + ".unfinished");
        Path folder = Files.createTempDirectory(settings.folder().getParent(), "start-cache-");
        ServerAccount.current().letThrough(folder);
        Servers one = new Servers(
                1,
                with(settings.servers().jvmOptions(), "-XX:AOTCacheOutput=" + unfinished),
                settings.servers().properties());
        ClusterSettings small = ClusterSettings.in(folder)
                .withFirstPort(settings.firstPort())
                .with(one)
                .with(new Workers(0, List.of(), settings.workers().options()));
        try (Cluster cluster = Cluster.start(small)) {
            cluster.api().get("/api/v2/dags");
            Program server = cluster.servers().getFirst().program();
            server.terminate();
            if (!server.endsWithin(WRITTEN)) {
                throw new ClusterFailed("the server that was to write it did not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        Files.move(unfinished, cache, StandardCopyOption.REPLACE_EXISTING);
    }

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }
}
