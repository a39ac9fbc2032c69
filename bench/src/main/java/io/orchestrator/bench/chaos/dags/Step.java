package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What every task does: it writes that it begins, works for a moment, and writes how it ends. */
final class Step {

    /** Fails each time. */
    static final String DOOMED = "doomed";

    /** Fails at every odd try. */
    static final String FLAKY = "flaky";

    /** How a task says that it was handed what it should not have been; the checker looks for it. */
    static final String WRONG_VALUE = "wrong value";

    private static final int ONE_IN_LONG = 12;
    private static final int LONG_MILLIS = 3000;
    private static final int SHORT_MILLIS = 250;

    private Step() {}

    /** Retries soon, and shares a small JVM that starts quickly. */
    static <T> Task<T> soon(Task<T> task) {
        return task.retries(2).retryDelay(Duration.ofMillis(300)).heap(64).jvmOptions("-XX:TieredStopAtLevel=1");
    }

    static void act(TaskContext context) throws Exception {
        write(context, "begin");
        work(context);
        if (mustFail(context)) {
            write(context, "fail");
            throw new IllegalStateException("this try was meant to fail");
        }
        write(context, "end");
    }

    /** Only writes, for DAGs of which there are many. */
    static void note(TaskContext context) throws Exception {
        write(context, "begin");
        write(context, "end");
    }

    private static void work(TaskContext context) throws InterruptedException {
        Random random = new Random(context.attemptId().getLeastSignificantBits());
        boolean isLong = random.nextInt(ONE_IN_LONG) == 0;
        TimeUnit.MILLISECONDS.sleep(random.nextInt(isLong ? LONG_MILLIS : SHORT_MILLIS));
    }

    private static boolean mustFail(TaskContext context) {
        return context.taskId().startsWith(DOOMED) || context.taskId().startsWith(FLAKY) && context.attempt() % 2 == 1;
    }

    /** One line in one write: lines of many processes do not mix in a file that is only appended to. */
    static void write(TaskContext context, String what) throws IOException {
        String line = String.join(
                " ",
                Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())),
                what,
                context.dagId(),
                context.runId(),
                context.taskId(),
                Integer.toString(context.attempt()),
                context.attemptId().toString(),
                Long.toString(ProcessHandle.current().pid()));
        Files.writeString(Given.here().journal(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
