package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.Cluster;
import io.orchestrator.bench.cluster.Program;
import io.orchestrator.bench.cluster.ServerProcess;
import io.orchestrator.bench.cluster.WorkerProcess;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts servers and workers again that have ended, as the machine's own supervisor would. */
final class Keeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final long EVERY_MILLIS = 150;

    private final Cluster cluster;
    private final Set<Long> killed = ConcurrentHashMap.newKeySet();
    private final Set<Long> up = ConcurrentHashMap.newKeySet();
    private final AtomicInteger endedBySelf = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("keeper").factory());

    Keeper(Cluster cluster) {
        this.cluster = cluster;
        cluster.servers().forEach(this::watchStart);
        timer.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The end of this process will be no wonder. */
    void killing(long pid) {
        killed.add(pid);
    }

    /** How many processes ended that nobody had killed. */
    int endedBySelf() {
        return endedBySelf.get();
    }

    private void look() {
        try {
            for (ServerProcess server : cluster.servers()) {
                if (!server.program().isAlive()) {
                    note(server.name(), server.program().pid());
                    server.startAgain();
                    watchStart(server);
                }
            }
            for (WorkerProcess worker : cluster.workers()) {
                if (!worker.program().isAlive()) {
                    note(worker.name(), worker.program().pid());
                    worker.startAgain();
                }
            }
        } catch (RuntimeException failure) {
            LOG.warn("What has ended could not be started again; tried again soon.", failure);
        }
    }

    private void note(String name, long pid) {
        if (!killed.remove(pid)) {
            endedBySelf.incrementAndGet();
            LOG.info("{} (process {}) ended by itself and is started again", name, pid);
        }
    }

    /** Whether the present process of a server has answered once since its start. */
    boolean isUp(ServerProcess server) {
        return up.contains(server.program().pid());
    }

    /** Asked beside the rest: an answer of a server to which something happens may take long. */
    private void watchStart(ServerProcess server) {
        Thread.ofVirtual().start(() -> {
            Program program = server.program();
            while (program.isAlive() && !up.contains(program.pid())) {
                if (isReady(server)) {
                    up.add(program.pid());
                }
            }
        });
    }

    private static boolean isReady(ServerProcess server) {
        try {
            return server.isReady() || pause();
        } catch (IOException notYet) {
            return pause();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(EVERY_MILLIS));
        return false;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the keeper does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
