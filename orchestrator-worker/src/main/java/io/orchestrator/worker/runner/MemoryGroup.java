package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control group of one runner: how much memory its processes may use together, and whether they wanted more. */
record MemoryGroup(Path folder, int megabytes) {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryGroup.class);

    /** Takes a process, and whatever it starts from now on. */
    void add(long pid) throws IOException {
        Files.writeString(folder.resolve("cgroup.procs"), Long.toString(pid));
    }

    /** Whether the kernel has killed a process of it because of its memory. */
    boolean hasKilled() {
        return count("memory.events") > 0 || count("memory.oom_control") > 0;
    }

    private long count(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? count(Files.readAllLines(path)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static long count(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToLong(line -> Long.parseLong(line.substring(9).trim()))
                .sum();
    }

    /** Nothing runs in it any more. */
    void remove() {
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("a control group is not removed yet", e);
        }
    }
}
