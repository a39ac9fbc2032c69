package io.orchestrator.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A wall clock that can be set while the processes that look at it run; their monotonic clock goes on as ever. */
final class FalseClock {

    private static final List<String> FOLDERS = List.of("/usr/lib/x86_64-linux-gnu", "/usr/lib", "/usr/lib64");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path library;
    private final Path file;

    private FalseClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /**
     * Where libfaketime is installed.
     *
     * @param file holds how far the clock is off
     */
    static Optional<FalseClock> find(Path file) throws IOException {
        Optional<FalseClock> clock = FOLDERS.stream()
                .map(folder -> Path.of(folder, LIBRARY))
                .filter(Files::exists)
                .findFirst()
                .map(library -> new FalseClock(library, file));
        if (clock.isPresent()) {
            clock.get().set(Duration.ZERO);
        }
        return clock;
    }

    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                // Reading the file each time that anybody asks for the time leaves a JVM no time for anything else.
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }

    /** Off by so much from now on. */
    void set(Duration off) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.writeString(unfinished, "%+d".formatted(off.toSeconds()));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
