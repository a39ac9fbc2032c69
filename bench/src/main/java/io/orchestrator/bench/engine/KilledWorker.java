package io.orchestrator.bench.engine;

import io.orchestrator.bench.cluster.Waiting;
import io.orchestrator.bench.cluster.WorkerProcess;
import io.orchestrator.bench.engine.Journal.Note;
import io.orchestrator.bench.engine.dags.Notes;
import io.orchestrator.bench.engine.dags.Sleeper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** From kill -9 of a worker to the moment when what it ran runs again, on another worker that has a free slot. */
final class KilledWorker {

    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(90);

    private KilledWorker() {}

    static void take(Lab lab) throws Exception {
        String runId = lab.newPrefix("sleeper") + "1";
        Path letGo = lab.cluster.logs().resolveSibling("tmp").resolve(runId);
        lab.triggers.trigger(Sleeper.ID, runId, Map.of(Sleeper.LET_GO, letGo.toString()));
        List<Long> callers = new ArrayList<>();
        Waiting.until(
                "The start of the task",
                STARTED,
                () -> caller(lab, runId, callers).isPresent());
        callers.add(caller(lab, runId, callers).getAsLong());
        WorkerProcess worker = workerOf(lab, callers.getFirst());
        long killed = System.nanoTime();
        worker.program().kill();
        Waiting.until(
                "Another start of the task",
                AGAIN,
                () -> caller(lab, runId, callers).isPresent());
        double seconds = (System.nanoTime() - killed) / 1e9;
        Progress.say("killed worker: its task runs again after %.1f s", seconds);
        lab.results.figure("killed_worker_s", seconds);
        Files.createFile(letGo);
        lab.books.ended(Sleeper.ID, runId);
    }

    /** The process, not known yet, that runs the task. */
    private static OptionalLong caller(Lab lab, String runId, List<Long> known) {
        long run = Notes.hash(runId);
        return lab.journal.open().entrySet().stream()
                .filter(entry -> isOf(entry.getValue(), run) && !known.contains(entry.getKey()))
                .mapToLong(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isOf(Note note, long run) {
        return note.run() == run;
    }

    private static WorkerProcess workerOf(Lab lab, long runner) {
        return lab.cluster.workers().stream()
                .filter(worker -> worker.runners().stream().anyMatch(process -> process.pid() == runner))
                .findFirst()
                .orElseThrow(() -> new BenchFailed("Process " + runner + " runs the task and is no worker's."));
    }
}
