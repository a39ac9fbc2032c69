package lake;

import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.TaskContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.Map;

public final class Numbers implements DagSource {

    static final Dataset RAW = Dataset.of("raw").appendOnly();
    static final Dataset SUMS = Dataset.of("sums")
            .contract(Contract.of(Contract.column("sum", "BIGINT")))
            .checkedBy(new NotNegative());

    @Override
    public Dag dag() {
        return Dag.define("numbers", dag -> {
            dag.defaults().retries(3).retryDelay(Duration.ofMillis(100));
            var load = dag.action("load", Numbers::load, dag.write(RAW));
            var sum = dag.task("sum", Numbers::sum, dag.read(RAW), dag.write(SUMS)).retries(0).after(load);
            dag.action("report", version -> {}, dag.read(SUMS)).after(sum);
        });
    }

    static void load(TaskContext context, Staging staging) throws Exception {
        Path folder = Path.of(context.params().string("folder"));
        Files.writeString(staging.file("part.txt"), context.params().string("number") + "\n");
        staging.rows(1);
        Files.createFile(folder.resolve("staged-" + context.attemptId() + "-" + ProcessHandle.current().pid()));
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(folder.resolve("go"))) {
                WatchKey key = watch.take();
                key.pollEvents();
                key.reset();
            }
        }
    }

    static long sum(TaskContext context, DatasetVersion raw, Staging staging) throws Exception {
        long sum = 0;
        for (Path path : raw.paths()) {
            sum += Long.parseLong(Files.readString(path).trim());
        }
        Files.writeString(staging.file("sum.txt"), sum + " of " + raw.files().size() + "\n");
        staging.meta("sum", sum);
        staging.columns(List.of(new DatasetVersion.Column("sum", context.params().string("type"), false)));
        return raw.number();
    }

    static final class NotNegative implements DatasetCheck {
        @Override
        public String name() {
            return "not_negative";
        }

        @Override
        public Result run(Staging staged) throws Exception {
            String sum = Files.readString(staged.file("sum.txt"));
            return sum.startsWith("-")
                    ? new Result(false, "the sum is negative", Map.of(), List.of(Map.of("sum", sum.trim())))
                    : Result.passed("the sum is not negative");
        }
    }
}
