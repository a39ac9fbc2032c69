package io.orchestrator.bench.engine.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A task that runs until it is let go: there is something to kill. */
public final class Sleeper implements DagSource {

    public static final String ID = "bench_sleeper";

    /** The parameter that names a file: the task ends when it is there. */
    public static final String LET_GO = "let_go";

    @Override
    public Dag dag() {
        return BenchTask.dag(ID, dag -> dag.action("sleep", Sleeper::sleep));
    }

    private static void sleep(TaskContext context) throws InterruptedException {
        Notes.begin(context.runId(), 0, System.nanoTime());
        Path letGo = Path.of(context.params().string(LET_GO));
        while (!Files.exists(letGo)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        Notes.end();
    }
}
