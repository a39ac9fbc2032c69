package io.orchestrator.core.bundle;

import java.time.Duration;

/** The sentences an author reads when a bundle could not be described. */
final class DescribeFailures {

    private DescribeFailures() {}

    static String hung(Duration limit) {
        return "Describing the bundle did not end within %s and was stopped. Defining a DAG must not wait, connect or loop: "
                        .formatted(seconds(limit))
                + "do such work in a task. The end of the output shows where it hung.";
    }

    static String noResult(int exitCode, String output, int heapMegabytes) {
        if (exitCode == DescribeCommand.OUT_OF_MEMORY && output.contains("java.lang.OutOfMemoryError")) {
            return "Describing the bundle needed more than the %d MB of memory that it may use. Load data in a task, not while a DAG is defined."
                    .formatted(heapMegabytes);
        }
        return "The JVM that described the bundle ended with exit code %d and no result. Does code that defines a DAG, or a static initialiser, call System.exit or crash? The end of the output may tell."
                .formatted(exitCode);
    }

    static String oversized(long size, long limit) {
        return "The description of the bundle is %d MB large, at most %d MB are taken. Make fewer or smaller DAGs, or split the bundle."
                .formatted(megabytes(size), megabytes(limit));
    }

    static String garbage(String found) {
        return "The description of the bundle is not what a runner writes (%s). Does code of the bundle write into the runner's files? Remove that; if it does not, the bundle was described by a runner of another version."
                .formatted(found.lines().findFirst().orElse("it is empty"));
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }

    private static long megabytes(long bytes) {
        return bytes / (1024 * 1024);
    }
}
