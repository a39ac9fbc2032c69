package io.orchestrator.core.notify;

import io.orchestrator.core.notify.Outbox.Claimed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes notices out of the outbox and sends them, each on a thread of its own. A channel that hangs takes some places of this server
 * and is then passed over; it holds up neither the others nor the engine, which knows nothing of it.
 */
public final class Deliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
    private static final int PLACES = 32;
    private static final int PLACES_OF_A_CHANNEL = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PASSES_BETWEEN_CHORES = 3_600;

    /** Longer than any sender takes. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Sender sender;
    private final RandomGenerator jitter;
    private final Semaphore places = new Semaphore(PLACES);
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore closing = new Semaphore(0);
    private final Thread loop =
            Thread.ofPlatform().name("notifications").daemon().unstarted(this::repeat);

    /** @param jitter spreads the pauses between tries */
    public Deliveries(Outbox outbox, Sender sender, RandomGenerator jitter) {
        this.outbox = outbox;
        this.sender = sender;
        this.jitter = jitter;
    }

    public void start() {
        loop.start();
    }

    /** Hands everything that is due to threads, as far as there is room. Returns how many notices that were. */
    public int pass() {
        Set<String> full = new HashSet<>();
        busy.forEach((channel, sending) -> {
            if (sending >= PLACES_OF_A_CHANNEL) {
                full.add(channel);
            }
        });
        int room = Math.min(places.availablePermits(), PLACES_OF_A_CHANNEL);
        List<Claimed> claimed = room == 0 ? List.of() : outbox.claim(full, room, LEASE);
        for (Claimed one : claimed) {
            places.acquireUninterruptibly();
            busy.merge(one.notice().channel(), 1, Integer::sum);
            threads.execute(() -> deliver(one));
        }
        return claimed.size();
    }

    private void deliver(Claimed claimed) {
        try {
            String error = send(claimed.notice());
            if (error == null) {
                outbox.delivered(claimed);
            } else if (claimed.tries() >= RetryPause.MOST_TRIES) {
                log.warn("notification {} is given up: {}", claimed.notice().id(), error);
                outbox.dead(claimed, error);
            } else {
                outbox.failed(claimed, error, RetryPause.after(claimed.tries(), jitter));
            }
        } catch (RuntimeException e) {
            log.warn(
                    "what became of notification {} could not be written: it is sent again when its lease ends",
                    claimed.notice().id(),
                    e);
        } finally {
            busy.computeIfPresent(claimed.notice().channel(), (channel, n) -> n == 1 ? null : n - 1);
            places.release();
        }
    }

    private @Nullable String send(Notice notice) {
        try {
            sender.send(notice);
            return null;
        } catch (DeliveryFailed e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            log.error("notification {} could not be sent", notice.id(), e);
            return "this server failed to send it (" + e.getClass().getSimpleName() + "); its log tells why";
        }
    }

    private void repeat() {
        int passes = 0;
        try {
            do {
                if (passes++ % PASSES_BETWEEN_CHORES == 0) {
                    guarded(() -> outbox.forget(KEPT));
                }
                int sent = guarded(this::pass);
                while (sent > 0) {
                    sent = guarded(this::pass);
                }
            } while (!closing.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that cannot be reached is looked at again with the next pass. */
    private static int guarded(IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (RuntimeException e) {
            log.warn("notifications have to wait: {}", e.getMessage());
            return 0;
        }
    }

    /** What is being sent is left to its lease. */
    @Override
    public void close() {
        closing.release();
        threads.shutdownNow();
    }
}
