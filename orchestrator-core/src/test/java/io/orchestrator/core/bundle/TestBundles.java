package io.orchestrator.core.bundle;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleDescription;
import io.orchestrator.protocol.graph.BundleDescription.DescribedDag;
import io.orchestrator.protocol.graph.DagGraph;
import io.orchestrator.protocol.graph.TaskSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Bundles, and a stand-in for the runner: it calls {@code user.Bundle.describe()} and writes down whatever that returns. So a
 * test says in Java what a bundle does while it is described.
 */
final class TestBundles {

    private TestBundles() {}

    static Path runner(Path folder) throws IOException {
        return CompiledJar.write(folder.resolve("runner.jar"), "io.orchestrator.runner.DescribeMain", """
            package io.orchestrator.runner;

            public class DescribeMain {
                public static void main(String[] arguments) throws Throwable {
                    Object text = Class.forName("user.Bundle").getMethod("describe").invoke(null);
                    java.nio.file.Files.writeString(java.nio.file.Path.of(arguments[1]), (String) text);
                }
            }
            """);
    }

    /** A DAG jar whose describing runs this body, which returns the description's text. */
    static Path jar(Path file, String body) throws IOException {
        return CompiledJar.write(file, "user.Bundle", """
            package user;

            public class Bundle {
                public static String describe() throws Exception {
                    %s
                }
            }
            """.formatted(body));
    }

    /** A DAG jar that describes these DAGs. */
    static Path jarWith(Path file, DagGraph... graphs) throws IOException {
        List<DescribedDag> dags = Arrays.stream(graphs)
                .map(graph -> new DescribedDag("user." + graph.dagId(), graph))
                .toList();
        String json = Json.MAPPER.writeValueAsString(new BundleDescription(dags, List.of()));
        String base64 = Base64.getEncoder().encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return jar(
                file, "return new String(java.util.Base64.getDecoder().decode(\"%s\"), \"UTF-8\");".formatted(base64));
    }

    static DagGraph dag(String dagId, TaskSpec... tasks) {
        return DagGraph.builder(dagId)
                .maxActiveRuns(1)
                .maxActiveTasks(16)
                .tasks(tasks)
                .build();
    }

    static TaskSpec task(String taskId, String... after) {
        return TaskSpec.builder(taskId).after(after).build();
    }
}
