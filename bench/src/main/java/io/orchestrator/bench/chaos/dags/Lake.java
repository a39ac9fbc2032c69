package io.orchestrator.bench.chaos.dags;

import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.DagSource;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.Staging;
import io.orchestrator.sdk.Task;
import io.orchestrator.sdk.TaskContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * One of several DAGs that add to a dataset which another one adds to as well, and overwrite one that all of them overwrite. Its word
 * {@code end} in the journal is the last thing that its code does: what comes then is the publishing.
 *
 * <p>The first line of each file says what it is about, for the checker: {@code row DATASET KEY ATTEMPT READ}.
 */
public abstract class Lake implements DagSource {

    /** What stands where nothing is to be said. */
    static final String NOTHING = "-";

    /** Each by two DAGs. */
    private static final int DATASETS = 2;

    /** With as many lives as the faults can take. */
    static final int RETRIES = 8;

    private static final int LARGEST = 64 * 1024;
    private static final Dataset SUMS = Dataset.of("chaos.sums");

    private final int number;

    Lake(int number) {
        this.number = number;
    }

    static Dataset raw(int number) {
        return Dataset.of("chaos.raw." + number % DATASETS).appendOnly();
    }

    @Override
    public Dag dag() {
        return Dag.define("chaos_lake_" + number, dag -> {
            dag.maxActiveRuns(3);
            Task<Void> load = Step.soon(dag.action("load", Lake::load, dag.write(raw(number))));
            Task<Void> sum = Step.soon(dag.action("sum", Lake::sum, dag.read(raw(number)), dag.write(SUMS)));
            sum.after(load);
            Stream.of(load, sum).forEach(task -> task.retries(RETRIES));
        });
    }

    /** Adds one row. */
    private static void load(TaskContext context, Staging raw) throws Exception {
        Step.write(context, "begin");
        String key = context.dagId() + "/" + context.runId();
        String filling = HexFormat.of().formatHex(filling(context));
        write(raw, "row.txt", key, context.attemptId().toString(), NOTHING, filling);
        Step.write(context, "end");
    }

    private static byte[] filling(TaskContext context) {
        Random random = new Random(context.attemptId().getLeastSignificantBits());
        byte[] filling = new byte[random.nextInt(LARGEST)];
        random.nextBytes(filling);
        return filling;
    }

    /** The same of the same version, whichever attempt it is: what a killed one has left in the lake may be there already. */
    private static void sum(TaskContext context, DatasetVersion raw, Staging sums) throws Exception {
        Step.write(context, "begin");
        String of = raw.dataset() + "@" + raw.number();
        List<String> keys =
                raw.paths().stream().map(Lake::firstLine).sorted().distinct().toList();
        write(sums, "sum.txt", of, NOTHING, of, keys.size() + " " + hash(keys));
        Step.write(context, "end");
    }

    static void write(Staging staged, String file, String key, String attempt, String read, String more)
            throws IOException {
        String row = String.join(" ", "row", staged.dataset().name(), key, attempt, read);
        Files.writeString(staged.file(file), row + "\n" + more + "\n");
        staged.rows(1);
    }

    private static String firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String hash(List<String> lines) throws NoSuchAlgorithmException {
        byte[] all = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    }
}
