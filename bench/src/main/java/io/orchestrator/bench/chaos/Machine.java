package io.orchestrator.bench.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this machine allows.
 *
 * @param disk of one worker, or null: this user may not mount one
 * @param notes what cannot be done here, for people
 */
record Machine(@Nullable SmallDisk disk, List<String> notes) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
    private static final String SMALL = "64m";

    /** @param workFolder of the worker that gets a small disk */
    static Machine prepare(Path workFolder) {
        try {
            return new Machine(SmallDisk.mount(workFolder, SMALL), List.of());
        } catch (IOException refused) {
            return new Machine(null, List.of("no disk is filled up: " + refused.getMessage()));
        }
    }

    /** The faults that can happen here. */
    List<FaultKind> possible() {
        Set<FaultKind> impossible = EnumSet.noneOf(FaultKind.class);
        if (disk == null) {
            impossible.add(FaultKind.DISK_FULL);
        }
        return Arrays.stream(FaultKind.values())
                .filter(kind -> !impossible.contains(kind))
                .toList();
    }

    @Override
    public void close() {
        try {
            if (disk != null) {
                disk.close();
            }
        } catch (IOException failure) {
            LOG.warn("A small disk is still mounted: {}", failure.getMessage());
        }
    }
}
