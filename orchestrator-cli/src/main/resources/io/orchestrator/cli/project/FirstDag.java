package @PACKAGE@;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.lang.System.Logger.Level;

/** A first DAG: one task makes a number, the next one tells of it. */
public final class FirstDag implements DagSource {

    @Override
    public Dag dag() {
        return Dag.define("first_dag", dag -> {
            dag.description("Makes a number and tells of it.").tags("example");
            Task<Integer> number = dag.task("number", FirstDag::number);
            dag.action("report", FirstDag::report, number);
        });
    }

    static int number(TaskContext context) {
        return 42;
    }

    static void report(TaskContext context, int number) {
        context.log().log(Level.INFO, "The number is {0}", number);
    }
}
