package io.orchestrator.bench.peer;

import io.orchestrator.bench.yardstick.Access;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A scheduler under load: so many chains are under way at any time, and the end of one begins another.
 *
 * <p>It runs in this JVM, so that it has not even a process between itself and its tasks.
 */
public abstract class Peer implements AutoCloseable {

    /** Threads that run tasks; as many as the measurements of others have. */
    static final int THREADS = 16;

    static final int TASKS = 3;

    private final LongAdder done = new LongAdder();

    Peer() {}

    /** The fastest that is documented for it: rows are locked and fetched at once, looked for every 10 ms. */
    public static Peer dbScheduler(Access server) throws Exception {
        return DbSchedulerPeer.open(server.sibling("dbscheduler"));
    }

    /** Its JDBC store, clustered, 16 triggers at once. */
    public static Peer quartz(Access server) throws Exception {
        return QuartzPeer.open(server.sibling("quartz"));
    }

    /** Its name and version. */
    public abstract String name();

    /** Lets tasks run, at first and after a {@link #pause}. */
    public abstract void start() throws Exception;

    /** Nothing runs until the next {@link #start}: somebody else is measured. */
    public abstract void pause() throws Exception;

    /** Called by every task. */
    void taskDone() {
        done.increment();
    }

    /** How many tasks end in a second, over this time from now on. */
    public double tasksPerSecond(Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long before = done.sum();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return (done.sum() - before) * 1e9 / (System.nanoTime() - begun);
    }

    @Override
    public abstract void close() throws Exception;
}
