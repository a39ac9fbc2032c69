package io.orchestrator.core.simulation;

import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.task.TaskAttempt;
import io.orchestrator.core.worker.WorkerSession;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What must be true when nothing has gone wrong for a while. */
final class EndCheck {

    private final World world;

    EndCheck(World world) {
        this.world = world;
    }

    /** What still has to happen; empty: everything is done. */
    List<String> open() {
        List<String> open = new ArrayList<>();
        if (!world.users().areDone()) {
            open.add("a person still waits for an answer");
        }
        for (SimulatedServer server : world.servers()) {
            if (!server.isServing()) {
                open.add(server.name() + " does not serve");
            }
            open.addAll(server.unanswered(0));
        }
        world.history().runs().forEach(run -> addRun(run, open));
        world.users().dags().forEach(dag -> addSlots(dag, open));
        open.addAll(world.users().backfills().open());
        addOwners(open);
        world.memory().poolSlots().forEach(slot -> open.add("an attempt still has slots of pool " + slot.pool()));
        for (WorkerSession session : world.history().openSessions()) {
            if (world.workerOf(session.sessionId()) == null) {
                open.add("a session of " + session.name() + " is open, and no worker has it");
            }
        }
        return open;
    }

    private static void addRun(RunHistory history, List<String> open) {
        DagRun run = history.run();
        if (!run.state().isFinal()) {
            open.add("run " + run.runId() + " of " + run.dagId() + " is " + run.state() + ": "
                    + history.instances().stream()
                            .map(task -> task.taskId() + " " + task.state())
                            .toList());
        }
        for (TaskAttempt attempt : history.open()) {
            open.add("attempt " + Telling.shortly(attempt.attemptId()) + " of " + attempt.taskId() + " is "
                    + attempt.state() + " at session " + Telling.shortly(attempt.sessionId()));
        }
    }

    /** Each slot of a schedule has its run. */
    private void addSlots(DagGraph dag, List<String> open) {
        if (!(dag.schedule() instanceof ScheduleSpec.Every every) || dag.startDate() == null || dag.endDate() == null) {
            return;
        }
        for (Instant slot = dag.startDate(); !slot.isAfter(dag.endDate()); slot = slot.plus(every.interval())) {
            Instant date = slot;
            long runs = world.history().runs().stream()
                    .filter(run -> run.run().dagId().equals(dag.dagId())
                            && date.equals(run.run().logicalDate()))
                    .count();
            if (runs != 1) {
                open.add("the slot " + slot + " of " + dag.dagId() + " has " + runs + " runs");
            }
        }
    }

    /** Every DAG has a live owner, and they are shared evenly. */
    private void addOwners(List<String> open) {
        Map<UUID, Integer> counts = new HashMap<>();
        world.servers().forEach(server -> {
            if (server.serverId() != null) {
                counts.put(server.serverId(), 0);
            }
        });
        world.history().owners().all().forEach((dagId, owner) -> {
            if (counts.computeIfPresent(owner, (id, count) -> count + 1) == null) {
                open.add("DAG " + dagId + " has no live owner");
            }
        });
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int fewest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        if (most - fewest > 1) {
            open.add("one server has " + most + " DAGs and another " + fewest);
        }
    }

    /** What was promised to people is there, and was done once. */
    void holdPromises() {
        for (Users.Promise promise : world.users().promises()) {
            if (promise.runId() != null && world.history().run(promise.dagId(), promise.runId()) == null) {
                throw new Broken(
                        "run " + promise.runId() + " of " + promise.dagId() + " was acknowledged and is not there");
            }
            int deeds = world.history().deeds(promise.actor());
            if (deeds > 1 || promise.deed() && deeds != 1) {
                throw new Broken("what " + promise.actor() + " asked " + (promise.deed() ? "was acknowledged and " : "")
                        + "was done " + deeds + " times");
            }
        }
        holdRows();
    }

    /** What can be read is what was committed. */
    private void holdRows() {
        List<DagRun> stored = world.memory().runs();
        if (stored.size() != world.history().runs().size()) {
            throw new Broken("there are " + stored.size() + " runs, and "
                    + world.history().runs().size() + " were committed");
        }
        for (RunHistory run : world.history().runs()) {
            long key = run.run().runKey();
            if (world.memory().attempts(key).size() != run.attempts().size()) {
                throw new Broken("run " + run.run().runId() + " has lost attempts");
            }
        }
    }
}
