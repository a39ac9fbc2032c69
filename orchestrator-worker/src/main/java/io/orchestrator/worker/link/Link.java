package io.orchestrator.worker.link;

import io.orchestrator.worker.heartbeat.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Three threads for one server: its messages, the heartbeats to it, the reports to it. */
final class Link {

    private final Heartbeats heartbeats;
    private final Runnable hangUp;
    private final List<Member> members;

    private Link(Heartbeats heartbeats, Runnable hangUp, List<Member> members) {
        this.heartbeats = heartbeats;
        this.hangUp = hangUp;
        this.members = members;
    }

    private record Member(Thread thread, Gate gate) {}

    /** What a thread does, and the gate that its work with attempts goes through. */
    record Task(String name, Gate gate, Runnable work) {
        private Member start() {
            return new Member(Thread.ofPlatform().daemon().name(name).start(work), gate);
        }
    }

    /** @param hangUp wakes whoever waits for the server, which no interruption does */
    static Link begin(Heartbeats heartbeats, Runnable hangUp, Task... tasks) {
        return new Link(heartbeats, hangUp, Stream.of(tasks).map(Task::start).toList());
    }

    void heartbeatSoon() {
        heartbeats.sendSoon();
    }

    /** Ends the threads soon; may be called by one of them. */
    void stop() {
        members.forEach(member -> member.gate().interrupt(member.thread()));
        hangUp.run();
    }

    void join(Duration atMost) throws InterruptedException {
        for (Member member : members) {
            member.thread().join(atMost);
        }
    }
}
