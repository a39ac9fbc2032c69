package io.orchestrator.bench.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What is broken at this moment, and how and when it is mended. */
final class Repairs implements AutoCloseable {

    private final Map<String, Runnable> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("repairs").factory());

    boolean isBroken(String victim) {
        return open.containsKey(victim);
    }

    /** Something is broken from now on, and is mended after a while. */
    void after(Duration lasts, String victim, Runnable repair) {
        open.put(victim, repair);
        timer.schedule(() -> repair(victim), lasts.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void repair(String victim) {
        Runnable repair = open.remove(victim);
        if (repair != null) {
            repair.run();
        }
    }

    /** Mends everything now. */
    void all() {
        open.keySet().forEach(this::repair);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
