package io.orchestrator.worker;

import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.drain.Drain;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Messages;
import io.orchestrator.worker.heartbeat.Heartbeats;
import io.orchestrator.worker.heartbeat.Lease;
import io.orchestrator.worker.runner.RunnerFolders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker: registers, works as long as its session lives, registers anew, until it is told to leave. */
public final class Worker {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final Duration THREADS_END = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final WorkerSettings settings;
    private final Clock clock;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private volatile boolean hurried;

    /**
     * @param clock stamps log lines and files; leases and timeouts use the monotonic clock
     */
    public Worker(WorkerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks the worker to leave in order. */
    public void leave() {
        leaving.countDown();
    }

    /** Asks a worker that is leaving to wait no longer for what runs. */
    public void hurry() {
        hurried = true;
    }

    /**
     * Works until it has left in order.
     *
     * @throws BadSettings it cannot work with these settings on this machine
     * @throws Refused the server does not take this worker
     */
    public void run() throws BadSettings, Refused, InterruptedException {
        LOG.info("worker starts: {}", settings);
        try (WorkFolder folder = WorkFolder.lock(settings.work());
                WorkerParts parts = WorkerParts.of(settings, RunnerFolders.prepare(settings.work()), clock)) {
            LOG.debug("{} is locked", folder);
            parts.bundles().prune();
            Registration registration = new Registration(settings, parts.server(), leaving);
            for (Registration.Result result = registration.register();
                    result != null;
                    result = registration.register()) {
                work(parts, result.session(), result.lease());
            }
        } catch (IOException e) {
            throw new BadSettings("The folder " + settings.work() + " cannot be used: " + e + ".");
        }
        LOG.info("worker has left");
    }

    private void work(WorkerParts parts, LiveSession session, Lease lease) throws InterruptedException {
        parts.attempts().open();
        Heartbeats heartbeats = new Heartbeats(parts.server(), lease, parts.attempts());
        List<Thread> threads = begin(parts, session, heartbeats);
        while (!session.isOver()) {
            long left = lease.nanosLeft();
            if (left <= 0) {
                session.end("no heartbeat was acknowledged in time");
            } else {
                session.awaitOver(left);
            }
        }
        LOG.info("session {} is over: {}", session.id(), session.reason());
        end(parts, session, threads);
    }

    private List<Thread> begin(WorkerParts parts, LiveSession session, Heartbeats heartbeats) {
        Messages messages = new Messages(parts.server(), settings.silence(), message -> take(parts, session, message));
        List<Thread> threads = new ArrayList<>();
        threads.add(start("messages", () -> messages.receive(session)));
        threads.add(start("heartbeats", () -> heartbeats.send(session)));
        threads.add(start("reports", () -> parts.reporter().send(session, parts.attempts())));
        threads.add(start("logs", () -> parts.logs().send(session)));
        threads.add(start("drain", () -> leaveWhenAsked(parts, session, heartbeats)));
        return threads;
    }

    private static Thread start(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static void take(WorkerParts parts, LiveSession session, ServerMessage message) {
        switch (message) {
            case ServerMessage.Assign assign -> parts.attempts().assign(session, assign.assignment());
            case ServerMessage.Stop stop -> parts.attempts().stop(stop.attemptId(), stop.reason());
            case ServerMessage.Ping ping -> LOG.trace("{}", ping);
            case ServerMessage.End end -> session.end("the server ended it: " + end.reason());
        }
    }

    private void leaveWhenAsked(WorkerParts parts, LiveSession session, Heartbeats heartbeats) {
        try {
            leaving.await();
            new Drain(settings.drain(), parts.attempts(), parts.reporter(), parts.logs(), heartbeats, () -> hurried)
                    .leave();
            session.end(Registration.LEFT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever ran in this session has ended for certain when this returns. */
    private static void end(WorkerParts parts, LiveSession session, List<Thread> threads) throws InterruptedException {
        String reason = String.valueOf(session.reason());
        parts.attempts().close(reason);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(THREADS_END);
        }
        while (!parts.attempts().awaitEmpty(LOOK_AGAIN)) {
            LOG.warn("attempts of the session before do not end although they were killed");
        }
        parts.reporter().clear();
        if (reason.equals(Registration.LEFT)) {
            sayGoodbye(parts, session);
        }
    }

    private static void sayGoodbye(WorkerParts parts, LiveSession session) throws InterruptedException {
        try {
            parts.server().end(session);
        } catch (SessionOver | Refused | Unreachable e) {
            LOG.warn("the session could not be ended in order, the lease will: {}", e.getMessage());
        }
    }
}
