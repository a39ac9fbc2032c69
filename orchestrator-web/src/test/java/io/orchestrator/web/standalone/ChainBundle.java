package io.orchestrator.web.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A bundle with one DAG, {@code chain}: four tasks in a row. Each writes into the journal that it begins, waits until the file
 * {@code go-TASK} is there, and writes that it ends. The folder of both is the parameter {@code folder}. The first one is given a secret
 * variable and logs it; a channel is told of each success.
 */
final class ChainBundle {

    static final String DAG = "chain";
    static final List<String> TASKS = List.of("t1", "t2", "t3", "t4");

    private static final String SOURCE = """
            package kills;

            import io.orchestrator.sdk.Dag;
            import io.orchestrator.sdk.DagSource;
            import io.orchestrator.sdk.NotifyEvent;
            import io.orchestrator.sdk.Task;
            import io.orchestrator.sdk.TaskContext;
            import java.io.IOException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.time.Duration;

            public final class Chain implements DagSource {

                @Override
                public Dag dag() {
                    return Dag.define("chain", dag -> {
                        dag.notifyOn("hook", NotifyEvent.RUN_SUCCEEDED);
                        Task<Void> last = null;
                        for (int number = 1; number <= 4; number++) {
                            Task<Void> task = (number == 1
                                            ? dag.action("t1", Chain::first, dag.variable("kills_token"))
                                            : dag.action("t" + number, Chain::step))
                                    .retries(1)
                                    .retryDelay(Duration.ofMillis(200));
                            if (last != null) {
                                task.after(last);
                            }
                            last = task;
                        }
                    });
                }

                static void first(TaskContext context, String token) throws Exception {
                    System.out.println("the token of " + token.length() + " characters is " + token);
                    step(context);
                }

                static void step(TaskContext context) throws Exception {
                    Path folder = Path.of(context.params().string("folder"));
                    write(folder, context, "begin");
                    long begun = System.nanoTime();
                    while (!Files.exists(folder.resolve("go-" + context.taskId()))) {
                        if (System.nanoTime() - begun > 90_000_000_000L) {
                            throw new IllegalStateException("nobody said go");
                        }
                        Thread.sleep(20);
                    }
                    write(folder, context, "end");
                }

                private static void write(Path folder, TaskContext context, String what) throws IOException {
                    String line = String.join(
                            " ",
                            context.runId(),
                            context.taskId(),
                            Integer.toString(context.attempt()),
                            context.attemptId().toString(),
                            Long.toString(ProcessHandle.current().pid()),
                            what);
                    Files.writeString(
                            folder.resolve("journal"),
                            line + "\\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }
            }
            """;

    private ChainBundle() {}

    /**
     * Compiles the bundle and puts its jar into a folder.
     *
     * @param classes an empty folder for the class files
     */
    static void write(Path folder, Path classes) throws IOException {
        CompiledBundle.write(folder.resolve("chain.jar"), classes, "kills.Chain", SOURCE);
    }
}
