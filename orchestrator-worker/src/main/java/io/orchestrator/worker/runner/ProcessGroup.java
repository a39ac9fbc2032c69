package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that belong to a runner: its process group, its session, and whatever carries its mark in the environment,
 * which also finds a daemon that left both.
 */
final class ProcessGroup {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
    private static final Path PROC = Path.of("/proc");

    private final long leader;
    private final String marker;

    /**
     * @param leader the process that began the group; 0: nothing but the mark counts
     * @param marker the value of {@link RunnerCommand#MARKER}, or a beginning of it
     */
    ProcessGroup(long leader, String marker) {
        this.leader = leader;
        this.marker = RunnerCommand.MARKER + "=" + marker;
    }

    /** Asks every member to end. */
    void terminate() {
        signalGroup("TERM");
    }

    /** Kills every member. Some may still be there when this returns. */
    void kill() {
        signalGroup("KILL");
        for (long pid : members()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Kills until nothing is left, however long that takes. */
    void killForCertain() throws InterruptedException {
        for (int round = 1; !members().isEmpty(); round++) {
            kill();
            TimeUnit.MILLISECONDS.sleep(Math.min(round * 2L, 500));
            if (round % 50 == 0) {
                LOG.warn("processes {} do not end although they were killed", members());
            }
        }
    }

    /** The kernel signals a whole group at once, so a process that forks in this moment cannot escape. */
    private void signalGroup(String signal) {
        if (leader == 0) {
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " -- -" + leader)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            LOG.warn("process group {} could not be signalled at once: {}", leader, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those that are alive; a dead one that nobody has collected yet does not count. */
    List<Long> members() {
        List<Long> members = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isMember(process)) {
                    members.add(Long.parseLong(process.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list processes in " + PROC, e);
        }
        return members;
    }

    private boolean isMember(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name stands in brackets and may hold anything; the fields behind it are state, parent, group,
            // session.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5);
            if (fields[0].equals("Z") || fields[0].equals("X")) {
                return false;
            }
            boolean grouped =
                    leader != 0 && (Long.parseLong(fields[2]) == leader || Long.parseLong(fields[3]) == leader);
            return grouped || isMarked(process);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isMarked(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return environment.startsWith(marker) || environment.contains("\0" + marker);
        } catch (IOException e) {
            // Another user's process: not one of ours.
            return false;
        }
    }
}
