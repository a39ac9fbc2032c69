package io.orchestrator.worker.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a server has seen, in order; tests wait for it. */
public final class Seen<T> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String what;
    private final List<T> items = new ArrayList<>();

    Seen(String what) {
        this.what = what;
    }

    synchronized void add(T item) {
        items.add(item);
        notifyAll();
    }

    public synchronized List<T> all() {
        return List.copyOf(items);
    }

    public synchronized List<T> all(Predicate<T> wanted) {
        return items.stream().filter(wanted).toList();
    }

    /** Waits for the first that fits, whether it was seen before or is still to come. */
    public T await(Predicate<T> wanted) throws InterruptedException {
        return await(1, wanted).getFirst();
    }

    /** Waits for as many as that. */
    public synchronized List<T> await(int count, Predicate<T> wanted) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (all(wanted).size() < count) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + count + " of " + what + ", seen: " + items);
            }
            wait(left);
        }
        return all(wanted);
    }
}
