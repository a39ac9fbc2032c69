package io.orchestrator.core.notify;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;

/** An outbox that says what was written to it once it is. */
record Watched(Outbox next, Queue<String> outcomes) implements Outbox {

    @Override
    public List<Claimed> claim(Collection<String> without, int most, Duration lease) {
        return next.claim(without, most, lease);
    }

    @Override
    public void delivered(Claimed claimed) {
        next.delivered(claimed);
        outcomes.add("delivered");
    }

    @Override
    public void failed(Claimed claimed, String error, Duration pause) {
        next.failed(claimed, error, pause);
        outcomes.add("failed");
    }

    @Override
    public void dead(Claimed claimed, String error) {
        next.dead(claimed, error);
        outcomes.add("dead");
    }

    @Override
    public boolean redeliver(UUID id, String actor) {
        return next.redeliver(id, actor);
    }

    @Override
    public int forget(Duration age) {
        return next.forget(age);
    }
}
