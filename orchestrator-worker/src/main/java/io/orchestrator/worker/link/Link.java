package io.orchestrator.worker.link;

import io.orchestrator.worker.heartbeat.Heartbeats;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Three threads for one server: its messages, the heartbeats to it, the reports to it. */
final class Link {

    private final Heartbeats heartbeats;
    private final List<Member> members;

    private Link(Heartbeats heartbeats, List<Member> members) {
        this.heartbeats = heartbeats;
        this.members = members;
    }

    private record Member(Thread thread, Gate gate) {}

    /** What a thread does, and the gate that its work with attempts goes through. */
    record Task(String name, Gate gate, Runnable work) {
        private Member start() {
            return new Member(Thread.ofPlatform().daemon().name(name).start(work), gate);
        }
    }

    static Link begin(Heartbeats heartbeats, Task... tasks) {
        return new Link(heartbeats, Stream.of(tasks).map(Task::start).toList());
    }

    void heartbeatSoon() {
        heartbeats.sendSoon();
    }

    /** Ends the threads soon; may be called by one of them. */
    void stop() {
        members.forEach(member -> member.gate().interrupt(member.thread()));
    }

    void join(Duration atMost) throws InterruptedException {
        for (Member member : members) {
            member.thread().join(atMost);
        }
    }
}
