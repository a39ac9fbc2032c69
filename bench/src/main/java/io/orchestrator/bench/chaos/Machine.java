package io.orchestrator.bench.chaos;

import io.orchestrator.bench.cluster.SmallDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this machine allows.
 *
 * @param disk of one worker, or null: this user may not mount one
 * @param clock of the workers, or null: there is no libfaketime
 * @param notes what cannot be done here, for people
 */
record Machine(@Nullable SmallDisk disk, @Nullable FalseClock clock, List<String> notes) implements AutoCloseable {

    private static final String SMALL = "64m";

    /**
     * @param workFolder of the worker that gets a small disk
     * @param clockFile by which the workers' clocks are set
     */
    static Machine prepare(Path workFolder, Path clockFile) throws IOException {
        List<String> notes = new ArrayList<>();
        SmallDisk disk = disk(workFolder, notes);
        FalseClock clock = FalseClock.find(clockFile).orElse(null);
        if (clock == null) {
            notes.add("no clock is stepped: libfaketime is not installed");
        }
        return new Machine(disk, clock, notes);
    }

    private static @Nullable SmallDisk disk(Path workFolder, List<String> notes) {
        try {
            return SmallDisk.mount(workFolder, SMALL);
        } catch (IOException refused) {
            notes.add("no disk is filled up: " + refused.getMessage());
            return null;
        }
    }

    /** What the workers' processes get. */
    Map<String, String> environment() {
        return clock == null ? Map.of() : clock.environment();
    }

    /** The faults that can happen here. */
    List<FaultKind> possible() {
        Set<FaultKind> impossible = EnumSet.noneOf(FaultKind.class);
        if (disk == null) {
            impossible.add(FaultKind.DISK_FULL);
        }
        if (clock == null) {
            impossible.add(FaultKind.CLOCK_STEP);
        }
        return Arrays.stream(FaultKind.values())
                .filter(kind -> !impossible.contains(kind))
                .toList();
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
        }
    }
}
