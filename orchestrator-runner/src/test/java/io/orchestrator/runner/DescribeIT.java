package io.orchestrator.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribeError;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.ScheduleSpec;
import io.orchestrator.protocol.graph.TaskSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Describes bundles with the shaded jar. */
class DescribeIT {

    @TempDir
    Path folder;

    @Test
    void describesTheDagsOfABundle() throws Exception {
        BundleDescription description = describe(new BundleJar(folder)
                .with("Base", "public abstract class Base implements DagSource {}")
                .with("Pipeline", """
                        public class Pipeline extends Base {
                            public record Raw(int rows) {}
                            static { System.out.println("garbage {\\"dags\\":"); }
                            List<Raw> ingest() { return List.of(); }
                            public Dag dag() {
                                return Dag.define("pipeline", dag -> {
                                    dag.schedule(Cron.daily("Europe/Berlin")).startingAt("2026-01-01");
                                    Task<List<Raw>> raw = dag.task("ingest", this::ingest);
                                    dag.action("publish", rows -> {}, raw).retries(2);
                                });
                            }
                        }
                        """)
                .with("Untouched", "public class Untouched { static { Runtime.getRuntime().halt(9); } }"));

        assertThat(description.errors()).isEmpty();
        assertThat(description.dags()).extracting(DescribedDag::source).containsExactly("Pipeline");
        DagGraph graph = description.dags().getFirst().graph();
        assertThat(graph.dagId()).isEqualTo("pipeline");
        assertThat(graph.schedule())
                .isEqualTo(new ScheduleSpec.Cron(
                        "@daily", "Europe/Berlin", ScheduleSpec.Gap.RUN_AT_GAP_END, ScheduleSpec.Overlap.FIRST));
        assertThat(graph.tasks()).extracting(TaskSpec::taskId).containsExactly("ingest", "publish");
        assertThat(graph.tasks().getFirst().outputType()).isEqualTo("java.util.List<Pipeline$Raw>");
        assertThat(graph.tasks().getLast().inputs()).containsExactly("ingest");
    }

    @Test
    void eachWrongSourceGetsItsErrorAndHarmsNoOther() throws Exception {
        BundleDescription description = describe(new BundleJar(folder)
                .with("Right", source("Right", "return Dag.define(\"right\", d -> d.task(\"a\", () -> 1));"))
                .with("Throws", source("Throws", "throw new IllegalStateException(\"no settings\");"))
                .with(
                        "Circle",
                        source(
                                "Circle",
                                "return Dag.define(\"circle\", d -> {"
                                        + " Task<Integer> a = d.task(\"a\", () -> 1); a.after(a); });"))
                .with("Nothing", source("Nothing", "return null;"))
                .with("Hidden", source("Hidden", "return null;").replace("public class", "class"))
                .with(
                        "Closed",
                        source("Closed", "return null;").replace("{ public Dag", "{ Closed(int x) {} public Dag"))
                .with(
                        "Broken",
                        source("Broken", "return null;")
                                .replace("{ public Dag", "{ static int x = Integer.parseInt(\"x\"); public Dag"))
                .with("Twin1", source("Twin1", "return Dag.define(\"twin\", d -> d.task(\"a\", () -> 1));"))
                .with("Twin2", source("Twin2", "return Dag.define(\"twin\", d -> d.task(\"a\", () -> 1));")));

        assertThat(description.dags()).extracting(DescribedDag::source).containsExactly("Right");
        assertThat(error(description, "Throws").message())
                .isEqualTo("Throws threw IllegalStateException: no settings; a DAG source must define its DAG without"
                        + " failing");
        assertThat(error(description, "Throws").detail())
                .contains("at Throws.dag(Throws.java:2)")
                .doesNotContain("io.orchestrator");
        assertThat(error(description, "Circle").message())
                .isEqualTo("DAG 'circle', task 'a': it waits for itself: a → a; remove one of these edges, set by an"
                        + " input, after or before");
        assertThat(error(description, "Nothing").message()).contains("dag() of Nothing returned null, expected");
        assertThat(error(description, "Hidden").message()).contains("is not public; make it public");
        assertThat(error(description, "Closed").message()).contains("no public constructor without parameters; add");
        assertThat(error(description, "Broken").message()).contains("Broken threw NumberFormatException");
        assertThat(error(description, "Twin1").message())
                .isEqualTo("The DAG id 'twin' is defined by Twin1 and Twin2; give each DAG an id of its own");
        assertThat(error(description, "Twin2").message()).contains("by Twin1 and Twin2");
        assertThat(description.errors()).hasSize(8);
    }

    @Test
    void saysThatThereIsNoDag() throws Exception {
        BundleDescription description = describe(new BundleJar(folder).with("Plain", "public class Plain {}"));

        assertThat(description.errors().getFirst().message())
                .startsWith("No DAG was found in bundle.jar; add a public class that implements DagSource");
    }

    @Test
    void saysThatAJarIsNone() throws Exception {
        Path jar = Files.writeString(folder.resolve("bundle.jar"), "no jar");

        assertThat(describe(jar).errors().getFirst().message()).startsWith("The jar bundle.jar cannot be read: ");
    }

    @Test
    void leavesNoFileWhenUserCodeEndsTheProcess() throws Exception {
        Path jar = new BundleJar(folder)
                .with("Exits", source("Exits", "System.exit(0); return null;"))
                .build();
        Path out = folder.resolve("out.json");

        run(jar, out);

        assertThat(out).doesNotExist();
    }

    private static String source(String name, String body) {
        return "public class " + name + " implements DagSource { public Dag dag() { " + body + " } }";
    }

    private static DescribeError error(BundleDescription description, String source) {
        return description.errors().stream()
                .filter(error -> error.source().equals(source))
                .findFirst()
                .orElseThrow();
    }

    private BundleDescription describe(BundleJar bundle) throws IOException, InterruptedException {
        return describe(bundle.build());
    }

    private BundleDescription describe(Path jar) throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        assertThat(run(jar, out)).isZero();
        return Json.MAPPER.readValue(Files.readAllBytes(out), BundleDescription.class);
    }

    private static int run(Path jar, Path out) throws IOException, InterruptedException {
        Process process = ChildJvm.start(
                jar,
                List.of(),
                "io.orchestrator.runner.DescribeMain",
                "--out",
                out.toString(),
                "--jar",
                jar.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
