package io.orchestrator.web.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * How many rows lists have in all. A count that took long is good for a while, the longer the longer it took: whoever goes through
 * a million rows does not wait for them to be counted again at each page, and pages that refresh themselves count little. Thread-safe.
 */
@Component
public class Totals {

    static final Duration LONGEST = Duration.ofSeconds(30);

    /** So counting again and again takes at most a fiftieth of the time. */
    static final int TIMES = 50;

    private static final Duration LONG = Duration.ofMillis(40);
    private static final int MOST = 500;

    private final LongSupplier nanos;
    private final Map<Object, Counted> counted = new LinkedHashMap<>();

    Totals() {
        this(System::nanoTime);
    }

    Totals(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private record Counted(Object number, long until) {}

    /**
     * @param list equal for equal lists, for those alone who see the same rows
     * @param count counts them
     * @param <T> a number, or numbers
     */
    public <T> T of(Object list, Class<T> type, Supplier<T> count) {
        var begun = nanos.getAsLong();
        synchronized (counted) {
            var known = counted.get(list);
            if (known != null && begun - known.until() <= 0) {
                return type.cast(known.number());
            }
        }
        var number = count.get();
        var ended = nanos.getAsLong();
        if (ended - begun > LONG.toNanos()) {
            keep(list, new Counted(number, ended + Math.min(LONGEST.toNanos(), (ended - begun) * TIMES)));
        }
        return number;
    }

    private void keep(Object list, Counted found) {
        synchronized (counted) {
            counted.remove(list);
            counted.put(list, found);
            if (counted.size() > MOST) {
                counted.remove(counted.keySet().iterator().next());
            }
        }
    }
}
