package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Control groups that bound the memory of runners, if the kernel has them and lets this worker make some: version 1 or 2. Where
 * not, only the heap is bounded.
 */
final class MemoryGroups {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryGroups.class);

    private final @Nullable Path parent;
    private final boolean unified;

    private MemoryGroups(@Nullable Path parent, boolean unified) {
        this.parent = parent;
        this.unified = unified;
    }

    static MemoryGroups none() {
        return new MemoryGroups(null, false);
    }

    /**
     * Looks for them, and removes the empty ones of an earlier worker.
     *
     * @param name this worker's, and no other's
     */
    static MemoryGroups find(String name) {
        try {
            for (ControlGroup own : ControlGroup.ofThisProcess()) {
                Path parent = own.folder().resolve(name);
                if (own.isUnified() ? makeUnified(own.folder(), parent) : make(parent)) {
                    removeEmpty(parent);
                    LOG.info("tasks' memory is bounded by control groups in {}", parent);
                    return new MemoryGroups(parent, own.isUnified());
                }
            }
        } catch (IOException e) {
            LOG.debug("no control groups", e);
        }
        LOG.info("this worker can make no control groups: of a task's memory only the heap is bounded");
        return none();
    }

    private static boolean make(Path parent) throws IOException {
        if (!Files.isWritable(parent.getParent())) {
            return false;
        }
        Files.createDirectories(parent);
        return true;
    }

    /** A group whose processes are in itself can give no memory limits to others in it, so this process moves into one. */
    private static boolean makeUnified(Path own, Path parent) throws IOException {
        if (!Files.readString(own.resolve("cgroup.controllers")).contains("memory") || !make(parent)) {
            return false;
        }
        if (!Files.readString(own.resolve("cgroup.subtree_control")).contains("memory")) {
            String pid = Long.toString(ProcessHandle.current().pid());
            if (Files.readAllLines(own.resolve("cgroup.procs")).equals(List.of(pid))) {
                Path leaf = own.resolve("orchestrator-worker-" + pid);
                Files.createDirectories(leaf);
                Files.writeString(leaf.resolve("cgroup.procs"), pid);
            }
            Files.writeString(own.resolve("cgroup.subtree_control"), "+memory");
        }
        Files.writeString(parent.resolve("cgroup.subtree_control"), "+memory");
        return true;
    }

    private static void removeEmpty(Path parent) throws IOException {
        try (DirectoryStream<Path> groups = Files.newDirectoryStream(parent, Files::isDirectory)) {
            for (Path group : groups) {
                new MemoryGroup(group, 0).remove();
            }
        }
    }

    /** A group for one runner; empty: there can be none. */
    Optional<MemoryGroup> create(String runner, int megabytes) {
        if (parent == null) {
            return Optional.empty();
        }
        try {
            Path folder = Files.createDirectories(parent.resolve(runner));
            String bytes = Long.toString(megabytes * 1024L * 1024L);
            if (unified) {
                Files.writeString(folder.resolve("memory.max"), bytes);
                writeIfThere(folder.resolve("memory.swap.max"), "0");
                writeIfThere(folder.resolve("memory.oom.group"), "1");
            } else {
                Files.writeString(folder.resolve("memory.limit_in_bytes"), bytes);
                writeIfThere(folder.resolve("memory.memsw.limit_in_bytes"), bytes);
            }
            return Optional.of(new MemoryGroup(folder, megabytes));
        } catch (IOException e) {
            LOG.warn("runner {} has no memory limit beside its heap: {}", runner, e.toString());
            return Optional.empty();
        }
    }

    /** No runner is left. */
    void remove() {
        if (parent != null) {
            new MemoryGroup(parent, 0).remove();
        }
    }

    private static void writeIfThere(Path file, String value) throws IOException {
        if (Files.exists(file)) {
            Files.writeString(file, value);
        }
    }
}
