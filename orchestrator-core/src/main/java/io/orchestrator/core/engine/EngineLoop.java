package io.orchestrator.core.engine;

import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.worker.Dispatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. A turn drains what has arrived, decides what follows, commits all of it in one transaction, and
 * only then answers and dispatches.
 *
 * <p>{@link #run()} repeats turns until {@link #close()}; a test or a simulation calls {@link #turn} itself.
 */
public final class EngineLoop implements Engine, Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineLoop.class);
    private static final Duration STANDBY = Duration.ofMillis(500);
    private static final int MOST_REQUESTS = 2_000;

    private final LinkedBlockingQueue<Request<?>> inbox = new LinkedBlockingQueue<>();
    private final Clock clock;
    private final Leadership leadership;
    private final EngineMemory memory;
    private final TurnHandler handler;
    private volatile boolean closed;
    private volatile boolean leading;
    private volatile Instant lastTurn;
    private Instant nextPass = Instant.MIN;

    public EngineLoop(
            EngineStore store,
            Dispatch dispatch,
            TurnListener listener,
            Leadership leadership,
            EngineSettings settings,
            IdSource ids,
            Clock clock) {
        this.clock = clock;
        this.leadership = leadership;
        UUID owner = ids.uuid(clock.instant());
        this.memory = new EngineMemory(store, settings, ids, owner);
        this.handler = new TurnHandler(memory, dispatch, listener, inbox::add);
        this.lastTurn = clock.instant();
    }

    @Override
    public <R> CompletableFuture<R> submit(Command<R> command) {
        Request<R> request = Request.of(command);
        if (closed) {
            request.refuse(CommandRefused.Kind.UNAVAILABLE, "the server is stopping: try again");
        } else {
            inbox.add(request);
        }
        return request.answer();
    }

    @Override
    public Health health() {
        return new Health(leading, Duration.between(lastTurn, clock.instant()).toMillis());
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                if (!leading) {
                    lead();
                } else {
                    turn(clock.instant(), drain(waitFor(clock.instant())));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                log.error("a turn failed; what the engine has cached is dropped and read again", e);
                leading = false;
            }
        }
        refuseAll(drainNow(), "the server is stopping: try again");
        leading = false;
    }

    /** Takes the lead if it is free, and reads everything; otherwise stands by for a moment. */
    private void lead() throws InterruptedException {
        if (!leadership.holds() || !reload(clock.instant())) {
            List<Request<?>> requests = drain(STANDBY);
            refuseAll(requests, "this server does not lead or cannot reach the database just now: try again");
        }
    }

    /** Reads all state; true if this engine may take turns now. */
    public boolean reload(Instant now) {
        try {
            memory.reload(now);
            nextPass = Instant.MIN;
            leading = true;
            lastTurn = now;
            log.info(
                    "the engine leads, with {} unfinished runs",
                    memory.runs.all().size());
        } catch (StoreUnavailable e) {
            log.warn("the database cannot be read: {}", e.getMessage());
        }
        return leading;
    }

    /** One turn with everything that has arrived. */
    public void turn(Instant now) {
        turn(now, drainNow());
    }

    private void turn(Instant now, List<Request<?>> requests) {
        boolean pass = !now.isBefore(nextPass);
        if (pass) {
            nextPass = now.plus(memory.settings.pass());
            if (!leadership.holds()) {
                leading = false;
                refuseAll(requests, "another server leads: try again");
                return;
            }
        }
        try {
            handler.turn(now, requests, pass);
            lastTurn = now;
        } catch (StoreUnavailable e) {
            log.warn("the database could not take a turn: {}", e.getMessage());
            leading = false;
            refuseAll(requests, "the database cannot be reached: try again");
        }
    }

    /** When the next turn is due without any request, or null: whenever the next pass is. */
    public Instant nextWake() {
        Instant timer = memory.runs.timers().next();
        Instant wake = timer == null || timer.isAfter(nextPass) ? nextPass : timer;
        return handler.moreWork() ? Instant.MIN : wake;
    }

    public boolean isLeading() {
        return leading;
    }

    private Duration waitFor(Instant now) {
        Instant wake = nextWake();
        return wake.isAfter(now) ? Duration.between(now, wake) : Duration.ZERO;
    }

    private List<Request<?>> drain(Duration wait) throws InterruptedException {
        List<Request<?>> requests = new ArrayList<>();
        Request<?> first = wait.isZero() ? inbox.poll() : inbox.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        if (first != null) {
            requests.add(first);
            inbox.drainTo(requests, MOST_REQUESTS);
        }
        return requests;
    }

    private List<Request<?>> drainNow() {
        List<Request<?>> requests = new ArrayList<>();
        inbox.drainTo(requests, MOST_REQUESTS);
        return requests;
    }

    private static void refuseAll(List<Request<?>> requests, @Nullable String why) {
        String message = why == null ? "try again" : why;
        requests.forEach(request -> request.refuse(CommandRefused.Kind.UNAVAILABLE, message));
    }

    /** Ends the loop after the turn that is under way. */
    @Override
    public void close() {
        closed = true;
        inbox.add(Request.of(new Command.Ring()));
    }
}
