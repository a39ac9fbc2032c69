package io.orchestrator.protocol.graph;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JVM a task runs in.
 *
 * @param heapMegabytes the heap's upper bound, or null: the worker's default
 * @param jvmOptions further options; part of what makes two runners different
 * @param fresh true: a JVM for each attempt
 */
public record RunnerSpec(@Nullable Integer heapMegabytes, List<String> jvmOptions, boolean fresh) {

    public static final RunnerSpec WARM = new RunnerSpec(null, List.of(), false);

    public RunnerSpec {
        jvmOptions = jvmOptions == null ? List.of() : List.copyOf(jvmOptions);
    }
}
