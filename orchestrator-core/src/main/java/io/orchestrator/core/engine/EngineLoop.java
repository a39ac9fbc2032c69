package io.orchestrator.core.engine;

import io.orchestrator.core.engine.EngineStore.CatalogMoved;
import io.orchestrator.core.engine.EngineStore.LeaseLost;
import io.orchestrator.core.engine.EngineStore.StoreUnavailable;
import io.orchestrator.core.server.ServerRecord;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a server that writes. A turn drains what has arrived, decides what follows, commits all of it in one
 * transaction, and only then answers and dispatches.
 *
 * <p>{@link #run()} repeats turns until {@link #close()}; a test or a simulation calls {@link #turn} itself.
 */
public final class EngineLoop implements Engine, Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineLoop.class);
    private static final Duration BEFORE_NEXT_TRY = Duration.ofMillis(500);
    private static final int MOST_REQUESTS = 2_000;

    private final LinkedBlockingQueue<Request<?>> inbox = new LinkedBlockingQueue<>();
    private final Clock clock;
    private final EngineMemory memory;
    private final TurnHandler handler;
    private volatile boolean closed;
    private volatile boolean serving;
    private volatile Instant lastTurn;
    private Instant nextPass = Instant.MIN;

    /**
     * @param self this server; its id is made anew
     * @param gone whether it is certain that the process of another server has ended
     * @param clock ticks evenly, as a machine's wall clock need not; the time is the database's
     */
    public EngineLoop(
            EngineStore store,
            Dispatch dispatch,
            TurnListener listener,
            ServerRecord self,
            Predicate<ServerRecord> gone,
            EngineSettings settings,
            IdSource ids,
            Clock clock) {
        this.clock = clock;
        Ownership ownership = new Ownership(store, settings.serverLease(), ids, clock, self, gone);
        this.memory = new EngineMemory(store, settings, ids, ownership);
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
        return new Health(serving, Duration.between(lastTurn, clock.instant()).toMillis());
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                if (serving) {
                    List<Request<?>> requests = drain(waitFor(clock.instant()));
                    // What time it is now, not when the wait began.
                    turn(clock.instant(), requests);
                } else if (!reload(clock.instant())) {
                    refuseAll(drain(BEFORE_NEXT_TRY), "this server cannot reach the database just now: try again");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException e) {
                log.error("a turn failed; what the engine has cached is dropped and read again", e);
                serving = false;
            }
        }
        refuseAll(drainNow(), "the server is stopping: try again");
        leave();
    }

    /** Reads all state; true if this engine may take turns now. */
    public boolean reload(Instant now) {
        try {
            memory.reload(now);
            nextPass = Instant.MIN;
            serving = true;
            lastTurn = now;
        } catch (StoreUnavailable e) {
            log.warn("the database cannot be read: {}", e.getMessage());
        }
        return serving;
    }

    /** One turn with everything that has arrived. */
    public void turn(Instant now) {
        turn(now, drainNow());
    }

    private void turn(Instant now, List<Request<?>> requests) {
        boolean hinted = requests.stream().anyMatch(request -> request.command() instanceof Command.Hint);
        boolean pass = hinted || !now.isBefore(nextPass) || memory.ownership.isDoubtful();
        if (pass) {
            nextPass = now.plus(memory.settings.pass());
        }
        try {
            handler.turn(() -> memory.ownership.databaseTime(now), requests, pass);
            lastTurn = now;
        } catch (StoreUnavailable e) {
            log.warn("the database could not take a turn: {}", e.getMessage());
            stop(requests, "the database cannot be reached: try again");
        } catch (LeaseLost e) {
            log.warn("{}; its DAGs are others' now, it begins anew", e.getMessage());
            memory.ownership.lose();
            stop(requests, "this server has lost its lease: try again");
        } catch (CatalogMoved e) {
            log.info("{}; this turn is taken again", e.getMessage());
            serving = false;
            requests.stream().filter(request -> !request.answer().isDone()).forEach(handler::putBack);
        } catch (RuntimeException e) {
            stop(requests, "the engine could not do this just now: try again");
            throw e;
        }
    }

    private void stop(List<Request<?>> requests, String why) {
        serving = false;
        refuseAll(requests, why);
    }

    /** When the next turn is due without any request. */
    public Instant nextWake() {
        Instant next = memory.runs.timers().next();
        Instant timer = next == null ? null : memory.ownership.ownTime(next);
        Instant wake = timer == null || timer.isAfter(nextPass) ? nextPass : timer;
        Instant schedule = nextSchedule();
        if (schedule != null && schedule.isBefore(wake)) {
            wake = schedule;
        }
        return handler.moreWork() ? Instant.MIN : wake;
    }

    /**
     * When a schedule falls due that the last turn did not see due yet; null: none does. An alarm rings by this server's clock, a
     * moment before that time of the database, and is lost then.
     */
    private @Nullable Instant nextSchedule() {
        Instant due = handler.nextDue();
        Instant own = due == null ? null : memory.ownership.ownTime(due);
        return own != null && own.isAfter(lastTurn) ? own : null;
    }

    public boolean isServing() {
        return serving;
    }

    /** This server as the others see it. */
    public UUID serverId() {
        return memory.ownership.serverId();
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

    private static void refuseAll(List<Request<?>> requests, String why) {
        requests.forEach(request -> request.refuse(CommandRefused.Kind.UNAVAILABLE, why));
    }

    /** Gives this server's DAGs to the others and closes its row, so that nobody has to wait for the end of its lease. */
    public void leave() {
        if (!serving) {
            return;
        }
        serving = false;
        try {
            handler.leave();
        } catch (StoreUnavailable | LeaseLost e) {
            log.warn(
                    "this server leaves without handing its DAGs over; they are taken when its lease ends: {}",
                    e.getMessage());
        }
    }

    /** Ends the loop after the turn that is under way. */
    @Override
    public void close() {
        closed = true;
        inbox.add(Request.of(new Command.Ring()));
    }
}
