package io.orchestrator.worker;

import io.orchestrator.protocol.worker.ServerMessage;
import io.orchestrator.worker.drain.Drain;
import io.orchestrator.worker.exchange.ExchangeException.Refused;
import io.orchestrator.worker.exchange.ExchangeException.SessionOver;
import io.orchestrator.worker.exchange.ExchangeException.Unreachable;
import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.ServerClient;
import io.orchestrator.worker.heartbeat.Lease;
import io.orchestrator.worker.journal.Journal;
import io.orchestrator.worker.journal.JournalEvent;
import io.orchestrator.worker.link.Links;
import io.orchestrator.worker.runner.RunnerFolders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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
                Journal journal =
                        Journal.open(settings.journal(), settings.slots().worker(), clock);
                WorkerParts parts = WorkerParts.of(
                        settings, RunnerFolders.prepare(settings.work(), settings.runners()), journal, clock)) {
            LOG.debug("{} is locked", folder);
            Registration registration = new Registration(settings, parts.servers(), leaving);
            for (Registration.Result result = registration.register();
                    result != null;
                    result = registration.register()) {
                work(parts, result.session(), result.lease());
            }
        } catch (IOException e) {
            throw new BadSettings("The folder " + settings.work() + " or the journal cannot be used: " + e + ".");
        }
        LOG.info("worker has left");
    }

    private void work(WorkerParts parts, LiveSession session, Lease lease) throws InterruptedException {
        parts.journal()
                .write(JournalEvent.SESSION_BEGAN, (UUID) null, session.id().toString());
        parts.attempts().open();
        Links links = new Links(
                parts.servers(),
                parts.outbox(),
                lease,
                session,
                settings.silence(),
                (from, message) -> take(parts, session, from, message),
                parts.attempts(),
                parts.attempts());
        links.follow();
        List<Thread> threads = List.of(
                start("logs", () -> parts.logs().send(session)),
                start("drain", () -> leaveWhenAsked(parts, session, links)));
        while (!session.isOver()) {
            long left = lease.nanosLeft();
            if (left <= 0) {
                session.end("no heartbeat was acknowledged in time");
            } else {
                session.awaitOver(left);
            }
        }
        LOG.info("session {} is over: {}", session.id(), session.reason());
        end(parts, session, links, threads);
    }

    private static Thread start(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static void take(WorkerParts parts, LiveSession session, ServerClient from, ServerMessage message) {
        switch (message) {
            case ServerMessage.Assign assign -> parts.attempts().assign(session, from, assign.assignment());
            case ServerMessage.Stop stop -> parts.attempts().stop(stop.attemptId(), stop.reason());
            case ServerMessage.Recall recall -> parts.attempts().recall(recall.attemptId());
            case ServerMessage.Ping ping -> LOG.trace("{}", ping);
            case ServerMessage.End end -> session.end("the server ended it: " + end.reason());
        }
    }

    private void leaveWhenAsked(WorkerParts parts, LiveSession session, Links links) {
        try {
            leaving.await();
            new Drain(settings.drain(), parts.attempts(), parts.outbox(), parts.logs(), links, () -> hurried).leave();
            session.end(Registration.LEFT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever ran in this session has ended for certain when this returns. */
    private static void end(WorkerParts parts, LiveSession session, Links links, List<Thread> threads)
            throws InterruptedException {
        String reason = String.valueOf(session.reason());
        parts.journal().write(JournalEvent.SESSION_OVER, (UUID) null, reason);
        parts.attempts().close(reason);
        links.stop(THREADS_END);
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join(THREADS_END);
        }
        while (!parts.attempts().awaitEmpty(LOOK_AGAIN)) {
            LOG.warn("attempts of the session before do not end although they were killed");
        }
        parts.outbox().clear();
        if (reason.equals(Registration.LEFT)) {
            sayGoodbye(parts, session);
        }
    }

    private static void sayGoodbye(WorkerParts parts, LiveSession session) throws InterruptedException {
        try {
            parts.servers().any(server -> server.end(session));
        } catch (SessionOver | Refused | Unreachable e) {
            LOG.warn("the session could not be ended in order, the lease will: {}", e.getMessage());
        }
    }
}
