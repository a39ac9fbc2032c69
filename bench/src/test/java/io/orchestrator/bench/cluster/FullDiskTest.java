package io.orchestrator.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.orchestrator.bench.time.dags.Past;
import io.orchestrator.postgres.ServerAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full: requests are refused, no process ends, and with room again all that was acknowledged goes on. */
class FullDiskTest {

    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SEVERAL = 20;

    @TempDir
    private Path temporary;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final CountDownLatch enough = new CountDownLatch(1);

    @Test
    void whatWasAcknowledgedGoesOnWhenThereIsRoomAgain() throws Exception {
        ServerAccount.current().letThrough(temporary);
        ClusterSettings settings = ClusterSettings.in(temporary.resolve("cluster"))
                .withPostgres(Map.of("max_wal_size", "64MB", "min_wal_size", "32MB"))
                .with(new ClusterSettings.Servers(1, QUICK, Map.of()))
                .with(new ClusterSettings.Workers(1, QUICK, Map.of("slots", "2", "drain-timeout", "1s")));
        try (SmallDisk disk = disk(settings.folder().resolve("postgres"));
                Cluster cluster = Cluster.start(settings)) {
            try (ClassBundle bundle = ClassBundle.in(cluster.dropBox(), "past")) {
                bundle.add(Past.class);
            }
            cluster.api().awaitDag(Past.ID, PATIENCE);
            long server = cluster.servers().getFirst().program().pid();
            long worker = cluster.workers().getFirst().program().pid();
            Future<Void> user = user(cluster.api());

            awaitAcknowledged(SEVERAL);
            disk.fill();
            int before = refused.get();
            Waiting.until("A refusal", PATIENCE, () -> refused.get() > before);
            disk.empty();
            int after = acknowledged.size();
            awaitAcknowledged(after + SEVERAL);
            enough.countDown();
            user.get();

            for (String run : acknowledged) {
                Waiting.until(
                        "The success of " + run,
                        PATIENCE,
                        () -> cluster.api().runState(Past.ID, run).equals("success"));
            }
            assertThat(cluster.servers().getFirst().program().pid()).isEqualTo(server);
            assertThat(cluster.workers().getFirst().program().pid()).isEqualTo(worker);
        }
    }

    private static SmallDisk disk(Path folder) {
        try {
            return SmallDisk.mount(folder, "400m");
        } catch (IOException refusal) {
            return abort("no file system can be mounted here: " + refusal.getMessage());
        }
    }

    /** Asks for one run after the other, and remembers what was promised. */
    private Future<Void> user(Api api) {
        FutureTask<Void> asking = new FutureTask<>(() -> {
            for (int i = 0; enough.getCount() > 0; i++) {
                String run = "run-%d".formatted(i);
                if (isAcknowledged(api, run)) {
                    acknowledged.add(run);
                } else {
                    refused.incrementAndGet();
                }
            }
            return null;
        });
        Thread.ofPlatform().name("user").start(asking);
        return asking;
    }

    private static boolean isAcknowledged(Api api, String run) throws InterruptedException {
        try {
            return api.trigger(Past.ID, run, Map.of()).status() == 200;
        } catch (IOException noAnswer) {
            return false;
        }
    }

    private void awaitAcknowledged(int runs) {
        Waiting.until("%d runs".formatted(runs), PATIENCE, () -> acknowledged.size() >= runs);
    }
}
