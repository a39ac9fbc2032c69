package io.orchestrator.core.bundle;

import io.orchestrator.core.bundle.DescribeOutcome.Described;
import io.orchestrator.core.bundle.DescribeOutcome.Failed;
import io.orchestrator.protocol.graph.BundleDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Describes a bundle's DAGs in a {@link DescribingJvm}: user code runs there, and nowhere in the server. */
public final class DescribeBundle {

    private final DescribingJvm jvm;

    public DescribeBundle(BundleSettings settings) {
        this.jvm = new DescribingJvm(settings);
    }

    /**
     * Describes a bundle.
     *
     * @param dagJars the jars that are searched for DAG sources
     * @param libraries the rest of the class path, in order
     * @throws IOException if the child JVM could not be started: that is no fault of the bundle
     * @throws InterruptedException if interrupted; the child JVM is dead then
     */
    public DescribeOutcome describe(List<Path> dagJars, List<Path> libraries) throws IOException, InterruptedException {
        DescribingJvm.Program program = (folder, result) -> command(dagJars, result);
        return switch (jvm.run(program, dagJars, libraries, BundleDescription.class)) {
            case DescribingJvm.Outcome.Told<BundleDescription> told -> new Described(told.result());
            case DescribingJvm.Outcome.Failed<BundleDescription> failed -> new Failed(failed.reason(), failed.detail());
        };
    }

    private static List<String> command(List<Path> dagJars, Path result) {
        List<String> command =
                new ArrayList<>(List.of("io.orchestrator.runner.DescribeMain", "--out", result.toString()));
        for (Path jar : dagJars) {
            command.add("--jar");
            command.add(jar.toString());
        }
        return command;
    }
}
