package io.orchestrator.core.bundle;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How bundles are found and described.
 *
 * @param dropBoxes folders whose sub-folders are bundles; where two have a bundle of one name, the first counts
 * @param runnerJar the runner with everything it needs, first on the class path of the describing JVM
 * @param describeHeapMegabytes the heap's upper bound of the describing JVM, at least 32
 * @param describeTimeout how long describing one bundle may take
 * @param scanInterval the wait between two passes over the drop-boxes
 */
public record BundleSettings(
        List<Path> dropBoxes,
        Path runnerJar,
        int describeHeapMegabytes,
        Duration describeTimeout,
        Duration scanInterval) {

    public BundleSettings {
        dropBoxes = dropBoxes.stream()
                .map(folder -> folder.toAbsolutePath().normalize())
                .distinct()
                .toList();
        if (describeHeapMegabytes < 32) {
            throw new IllegalArgumentException(
                    "describeHeapMegabytes is %d; a JVM needs at least 32 to describe a bundle"
                            .formatted(describeHeapMegabytes));
        }
        if (!describeTimeout.isPositive() || !scanInterval.isPositive()) {
            throw new IllegalArgumentException("describeTimeout is %s and scanInterval is %s; both must be positive"
                    .formatted(describeTimeout, scanInterval));
        }
    }

    /** 256 MB and 30 s for describing, a pass each second. */
    public static BundleSettings of(List<Path> dropBoxes, Path runnerJar) {
        return new BundleSettings(dropBoxes, runnerJar, 256, Duration.ofSeconds(30), Duration.ofSeconds(1));
    }
}
