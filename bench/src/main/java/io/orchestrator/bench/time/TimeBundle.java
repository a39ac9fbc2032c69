package io.orchestrator.bench.time;

import io.orchestrator.bench.cluster.ClassBundle;
import io.orchestrator.bench.time.dags.Herd0000;
import io.orchestrator.bench.time.dags.Live0000;
import io.orchestrator.bench.time.dags.Past;
import java.io.IOException;
import java.nio.file.Path;

/** Makes bundles of the classes of these benchmarks. */
final class TimeBundle {

    private TimeBundle() {}

    /** {@link Past}, and so many copies of {@link Live0000}. */
    static void dropShares(Path dropBox, int live) throws IOException {
        try (ClassBundle bundle = ClassBundle.in(dropBox, "shares")) {
            bundle.add(Past.class).addCopies(Live0000.class, live);
        }
    }

    /** So many copies of {@link Herd0000}, whose DAGs are {@code herd_0000} and so on. */
    static void dropHerd(Path dropBox, int count) throws IOException {
        try (ClassBundle bundle = ClassBundle.in(dropBox, "herd")) {
            bundle.addCopies(Herd0000.class, count);
        }
    }
}
