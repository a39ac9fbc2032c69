package io.orchestrator.worker;

import io.orchestrator.worker.runner.RunnerUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** As whom user code runs, where the worker itself is root. */
final class RunnerUserSetting {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerUserSetting.class);
    /** A range that neither systems nor containers give to anyone by themselves; one number for each work folder. */
    private static final int FIRST = 70_000;

    private static final int COUNT = 10_000;
    private static final int NOBODY = 65_534;

    private final Path java;
    private final Path work;

    RunnerUserSetting(Path java, Path work) {
        this.java = java;
        this.work = work;
    }

    /**
     * @param asked a name or a number; null: nothing was asked for
     * @return null: the worker's own user
     */
    @Nullable
    RunnerUser choose(@Nullable String asked) throws BadSettings {
        try {
            int own = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (asked == null) {
                return own == 0 ? standard() : null;
            }
            RunnerUser user = named(asked);
            if (user.uid() == own) {
                return null;
            }
            if (own != 0) {
                throw new BadSettings("--runner-user is '" + asked + "', but only root can start tasks as another user:"
                        + " leave it out, or start the worker as root.");
            }
            String problem = problem(user);
            if (problem != null) {
                throw new BadSettings(
                        "As --runner-user '" + asked + "' " + java + " cannot be started: " + problem + ".");
            }
            return user;
        } catch (IOException e) {
            throw new BadSettings("The user of tasks cannot be found out: " + e + ".");
        }
    }

    private @Nullable RunnerUser standard() throws IOException {
        int uid = FIRST + Math.floorMod(work.toString().hashCode(), COUNT);
        String problem = null;
        for (int candidate : new int[] {uid, NOBODY}) {
            RunnerUser user = new RunnerUser(candidate, candidate);
            problem = problem(user);
            if (problem == null) {
                return user;
            }
        }
        LOG.warn("tasks run as root, since no other user can start {}: {}", java, problem);
        return null;
    }

    private static RunnerUser named(String asked) throws IOException, BadSettings {
        if (asked.matches("[0-9]{1,9}")) {
            return new RunnerUser(Integer.parseInt(asked), Integer.parseInt(asked));
        }
        Output uid = run(List.of("id", "-u", "--", asked));
        Output gid = run(List.of("id", "-g", "--", asked));
        if (uid.status() != 0 || gid.status() != 0) {
            throw new BadSettings("--runner-user is '" + asked + "': there is no such user on this machine.");
        }
        return new RunnerUser(Integer.parseInt(uid.text()), Integer.parseInt(gid.text()));
    }

    /** Why a JVM cannot be started as this user; null: it can. */
    private @Nullable String problem(RunnerUser user) throws IOException {
        List<String> command = new ArrayList<>(List.of("setpriv"));
        command.addAll(user.switchOptions());
        command.addAll(List.of(java.toString(), "-Xshare:auto", "-version"));
        Output output = run(command);
        return output.status() == 0 ? null : output.text();
    }

    private record Output(int status, String text) {}

    private static Output run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return new Output(process.waitFor(), text);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(Objects.toString(command) + " was interrupted", e);
        }
    }
}
