package io.orchestrator.worker.runner;

import io.orchestrator.worker.runner.PoolPlan.Member;
import io.orchestrator.worker.runner.PoolPlan.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runners of this worker: who is starting, idle or busy. Thread-safe; nothing here blocks. */
public final class RunnerPool {

    private final RunnerLauncher launcher;
    private final RunnerSettings settings;
    private final int limit;
    private final LongSupplier nanoTime;
    private final Map<Runner, Member<Runner>> members = new LinkedHashMap<>();

    /**
     * @param slots there is at most one runner more than slots: it may be warmed for an attempt that waits
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public RunnerPool(RunnerLauncher launcher, RunnerSettings settings, int slots, LongSupplier nanoTime) {
        this.launcher = launcher;
        this.settings = settings;
        this.limit = slots + 1;
        this.nanoTime = nanoTime;
    }

    /** Takes the idle runner that was used last; null: there is none. */
    public synchronized @Nullable Runner take(RunnerKey key) {
        Member<Runner> newest = null;
        for (Member<Runner> member : members.values()) {
            boolean fits = member.state() == State.IDLE && member.key().equals(key);
            if (fits && (newest == null || member.idleSince() - newest.idleSince() > 0)) {
                newest = member;
            }
        }
        if (newest == null) {
            return null;
        }
        put(newest.runner(), State.BUSY);
        newest.runner().countTask();
        return newest.runner();
    }

    /** An attempt is done with its runner; it becomes idle, or is ended where it must not be used again. */
    public synchronized void giveBack(Runner runner, boolean reusable) {
        boolean usedUp = runner.tasks() >= settings.tasksPerRunner();
        long idle = members.values().stream()
                .filter(member -> member.state() == State.IDLE)
                .count();
        if (!reusable || usedUp || runner.key().spec().fresh() || idle >= settings.maxIdle()) {
            discard(runner);
        } else if (members.containsKey(runner)) {
            put(runner, State.IDLE);
        }
    }

    /** Starts what is missing, as far as the limit allows, and ends idle runners to make room. */
    public synchronized void want(List<Wish> needed, List<Wish> ahead, RunnerEvents events) {
        PoolPlan<Runner> plan = PoolPlan.of(List.copyOf(members.values()), needed, ahead, limit);
        plan.end().forEach(this::discard);
        for (Wish wish : plan.start()) {
            put(launcher.launch(wish, events), State.STARTING);
        }
    }

    /** A runner came up. */
    public synchronized void ready(Runner runner) {
        if (members.containsKey(runner)) {
            put(runner, State.IDLE);
        }
    }

    /** A runner is not to be used any more; whoever calls this sees to its end. */
    public synchronized void remove(Runner runner) {
        members.remove(runner);
    }

    /** The builds that there are runners of. */
    public synchronized Set<String> builds() {
        return members.values().stream().map(member -> member.key().build()).collect(Collectors.toSet());
    }

    /** Ends runners that nobody has used for long; gives their number. */
    public synchronized int endIdle() {
        long now = nanoTime.getAsLong();
        List<Member<Runner>> expired = members.values().stream()
                .filter(member -> member.state() == State.IDLE)
                .filter(member -> now - member.idleSince() > settings.idleTime().toNanos())
                .toList();
        expired.forEach(member -> discard(member.runner()));
        return expired.size();
    }

    /** Kills every runner, whatever it does. */
    public synchronized void endAll() {
        new ArrayList<>(members.keySet()).forEach(this::discard);
    }

    private void discard(Runner runner) {
        members.remove(runner);
        runner.kill();
    }

    private void put(Runner runner, State state) {
        members.put(runner, new Member<>(runner, runner.key(), state, nanoTime.getAsLong()));
    }
}
