package io.orchestrator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.sdk.Contract;
import io.orchestrator.sdk.Dag;
import io.orchestrator.sdk.Dataset;
import io.orchestrator.sdk.DatasetCheck;
import io.orchestrator.sdk.DatasetVersion;
import io.orchestrator.sdk.ProcessTask;
import io.orchestrator.sdk.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DagDatasetsTest {

    private static final Dataset RAW = Dataset.of("raw").appendOnly();
    private static final Dataset CLEAN = Dataset.of("clean").checkedBy(new Positive());
    private static final Dataset MODEL = Dataset.model("delays");

    @TempDir
    Path folder;

    /** Every line is a number that is not negative. */
    private static final class Positive implements DatasetCheck {

        @Override
        public String name() {
            return "positive";
        }

        @Override
        public Result run(Staging staged) throws IOException {
            List<String> bad = Files.readAllLines(staged.file("n.txt")).stream()
                    .filter(line -> line.startsWith("-"))
                    .toList();
            return bad.isEmpty()
                    ? Result.passed("no negative number")
                    : new Result(
                            false,
                            bad.size() + " negative numbers",
                            Map.of("count", bad.size()),
                            bad.stream()
                                    .<Map<String, ?>>map(line -> Map.of("n", line))
                                    .toList());
        }
    }

    private static void write(Staging staging, String text) throws IOException {
        Files.writeString(staging.file("n.txt"), text);
        staging.rows(text.lines().count());
        staging.columns(List.of(new DatasetVersion.Column("n", "INTEGER", false)));
    }

    private static String read(DatasetVersion version) throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path path : version.paths()) {
            all.append(Files.readString(path));
        }
        return all.toString();
    }

    private static Dag pipeline(String numbers) {
        return Dag.define("numbers", dag -> {
            var ingest = dag.action(
                    "ingest",
                    staging -> {
                        write(staging, numbers);
                        staging.meta("offset", 7);
                    },
                    dag.write(RAW));
            var clean = dag.action(
                            "clean", (raw, staging) -> write(staging, read(raw)), dag.read(RAW), dag.write(CLEAN))
                    .after(ingest);
            dag.action(
                            "train",
                            (data, staging) -> {
                                write(staging, "model of " + read(data));
                                staging.meta("auc", 0.67);
                                staging.tag("challenger");
                            },
                            dag.read(CLEAN),
                            dag.write(MODEL))
                    .after(clean);
        });
    }

    @Test
    void whatOneTaskPublishesTheNextOneReads() throws IOException {
        TestRun run = DagTest.of(pipeline("1\n2\n")).run();

        assertThat(run.state()).isEqualTo("success");
        assertThat(read(run.version(CLEAN))).isEqualTo("1\n2\n");
        assertThat(run.version(RAW)).satisfies(raw -> {
            assertThat(raw.number()).isEqualTo(1);
            assertThat(raw.rows()).isEqualTo(2);
            assertThat(raw.meta()).containsEntry("offset", 7);
            assertThat(raw.columns()).containsExactly(new DatasetVersion.Column("n", "INTEGER", false));
        });
        assertThat(run.version(MODEL).tags()).containsExactly("challenger");
    }

    @Test
    void whatAppendsHasTheFilesOfThoseBefore() throws IOException {
        Path before = Files.writeString(folder.resolve("n.txt"), "7\n");
        TestRun run = DagTest.of(pipeline("1\n")).dataset(RAW, before).run();

        assertThat(run.version(RAW).number()).isEqualTo(2);
        assertThat(run.version(RAW).files()).hasSize(2);
        assertThat(read(run.version(CLEAN))).isEqualTo("7\n1\n");
    }

    @Test
    void whatDoesNotPassItsChecksIsNotPublished() {
        TestRun run = DagTest.of(pipeline("1\n-2\n")).run();

        assertThat(run.states()).containsEntry("clean", "failed").containsEntry("train", "upstream_failed");
        assertThat(run.task("clean").failure())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("dataset 'clean' did not pass the check 'positive': 1 negative numbers"));
        assertThat(run.datasets().versions(CLEAN)).isEmpty();
        assertThat(run.datasets().quarantined(CLEAN)).containsExactly("positive: 1 negative numbers");
    }

    @Test
    void whatBreaksItsContractIsNotPublishedAndWhoCountsOnItIsNamed() {
        Dataset promised = Dataset.of("promised")
                .contract(Contract.of(Contract.column("n", "BIGINT"), Contract.column("name", "VARCHAR")))
                .checkedBy(new Positive());
        Dag breaks = Dag.define("breaks", dag -> {
            var write = dag.action("write", staging -> write(staging, "-1"), dag.write(promised));
            dag.action("train", version -> {}, dag.read(promised)).after(write);
        });
        TestRun run = DagTest.of(breaks).run();

        assertThat(run.task("write").failure())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains(
                                "dataset 'promised' did not pass the check 'contract': column 'n': found INTEGER without"
                                        + " nulls, expected BIGINT without nulls; column 'name': found no such column, expected"
                                        + " VARCHAR without nulls; dataset 'promised' is read by breaks.train; nothing was published")
                        .doesNotContain("negative"));
        assertThat(run.datasets().versions(promised)).isEmpty();
    }

    @Test
    void aFailedCheckOfAProcessPutsWhatItStagedIntoQuarantine() {
        Dataset mine = Dataset.of("mine");
        String script = "echo '{\"type\":\"check\",\"name\":\"keys\","
                + "\"passed\":false,\"summary\":\"2 are null\",\"sample\":[{\"id\":null}]}' > \"$ORCHESTRATOR_MESSAGES\"";
        Dag process = Dag.define(
                "process",
                dag -> dag.action(
                        "write",
                        (context, staging) -> {
                            Files.writeString(staging.file("data.csv"), "id");
                            ProcessTask.of("sh", "-c", script).writes(staging).run(context);
                        },
                        dag.write(mine)));
        TestRun run = DagTest.of(process).run();

        assertThat(run.task("write").failure())
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("dataset 'mine' did not pass the check 'keys': 2 are null; nothing was published"));
        assertThat(run.datasets().quarantined(mine)).containsExactly("keys: 2 are null");
    }

    @Test
    void whatIsNotThereFailsOnlyWhoNeedsIt() {
        TestRun run = DagTest.of(Dag.define("readers", dag -> {
                    dag.action("needs", version -> {}, dag.read(CLEAN));
                    dag.task("champion", version -> version.isPresent(), dag.readIfAny(MODEL, "champion"));
                    dag.task(
                            "any",
                            version -> version.map(DatasetVersion::number).orElse(-1L),
                            dag.readIfAny(CLEAN));
                    dag.task("history", versions -> versions.size(), dag.history(CLEAN, 3));
                }))
                .run();

        assertThat(run.task("needs").failure())
                .contains(
                        "the dataset 'clean' has no published version; run the task that writes it first, or take it with"
                                + " readIfAny");
        assertThat(run.task("champion").output()).map(Object::toString).contains("false");
        assertThat(run.task("any").output()).map(Object::toString).contains("-1");
        assertThat(run.task("history").output()).map(Object::toString).contains("0");
    }

    @Test
    void aTagMovesWithTheSuccess() {
        TestRun run = DagTest.of(Dag.define("promote", dag -> {
                    var train = dag.action("train", staging -> write(staging, "model"), dag.write(MODEL));
                    var promote = dag.action(
                                    "promote", (context, model) -> context.tag(model, "champion"), dag.read(MODEL))
                            .after(train);
                    dag.task("serve", model -> model.number(), dag.read(MODEL, "champion"))
                            .after(promote);
                }))
                .run();

        assertThat(run.version(MODEL).tags()).containsExactly("champion");
        assertThat(run.task("serve").output()).map(Object::toString).contains("1");
    }

    @Test
    void whatIsDiscardedOrEmptyIsNoVersion() {
        TestRun run = DagTest.of(Dag.define("nothing", dag -> {
                    dag.action("discards", staging -> staging.discard(), dag.write(RAW));
                    dag.action("forgets", staging -> {}, dag.write(CLEAN));
                }))
                .run();

        assertThat(run.states()).containsEntry("discards", "success").containsEntry("forgets", "failed");
        assertThat(run.task("forgets").failure())
                .hasValueSatisfying(
                        message -> assertThat(message).contains("nothing was staged of dataset clean; write files"));
        assertThat(run.datasets().versions(RAW)).isEmpty();
    }

    @Test
    void whatHasAppendedIsNotOverwritten() throws IOException {
        Path before = Files.writeString(folder.resolve("n.txt"), "7\n");
        Dag overwrites = Dag.define(
                "overwrites", dag -> dag.action("load", staging -> write(staging, "1"), dag.write(Dataset.of("raw"))));
        TestRun run = DagTest.of(overwrites).dataset(RAW, before).run();

        assertThat(run.task("load").failure())
                .hasValueSatisfying(message ->
                        assertThat(message).contains("append-only with 1 versions", "cannot be overwritten"));
        assertThat(Optional.of(run.version(RAW).number())).contains(1L);
    }
}
