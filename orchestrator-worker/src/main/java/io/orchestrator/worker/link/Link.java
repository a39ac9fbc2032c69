package io.orchestrator.worker.link;

import io.orchestrator.worker.exchange.LiveSession;
import io.orchestrator.worker.exchange.Messages;
import io.orchestrator.worker.exchange.Reporter;
import io.orchestrator.worker.heartbeat.Heartbeats;
import java.time.Duration;
import java.util.List;

/** Three threads for one server: its messages, the heartbeats to it, the reports to it. */
final class Link {

    private final Heartbeats heartbeats;
    private final List<Thread> threads;

    private Link(Heartbeats heartbeats, List<Thread> threads) {
        this.heartbeats = heartbeats;
        this.threads = threads;
    }

    static Link begin(LiveSession session, Messages messages, Heartbeats heartbeats, Reporter reporter) {
        return new Link(
                heartbeats,
                List.of(
                        start("messages", () -> messages.receive(session)),
                        start("heartbeats", () -> heartbeats.send(session)),
                        start("reports", () -> reporter.send(session))));
    }

    private static Thread start(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    void heartbeatSoon() {
        heartbeats.sendSoon();
    }

    /** Ends the threads soon; may be called by one of them. */
    void stop() {
        threads.forEach(Thread::interrupt);
    }

    void join(Duration atMost) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(atMost);
        }
    }
}
