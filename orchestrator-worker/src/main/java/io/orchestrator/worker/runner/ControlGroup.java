package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A control group that this process is in.
 *
 * @param isUnified version 2; otherwise version 1's of the memory controller
 */
record ControlGroup(Path folder, boolean isUnified) {

    /** Those that could bound memory. */
    static List<ControlGroup> ofThisProcess() throws IOException {
        return of(
                Files.readAllLines(Path.of("/proc/self/cgroup")), Files.readAllLines(Path.of("/proc/self/mountinfo")));
    }

    static List<ControlGroup> of(List<String> groups, List<String> mounts) {
        List<ControlGroup> found = new ArrayList<>();
        for (String group : groups) {
            // Number, controllers, path.
            String[] parts = group.split(":", 3);
            boolean unified = parts[1].isEmpty();
            if (unified || List.of(parts[1].split(",")).contains("memory")) {
                for (String mount : mounts) {
                    folder(mount, parts[2], unified).ifPresent(folder -> found.add(new ControlGroup(folder, unified)));
                }
            }
        }
        return found;
    }

    /** A mount's line has its root within the file system and its place, and behind a dash its type and options. */
    private static Optional<Path> folder(String mount, String group, boolean unified) {
        String[] halves = mount.split(" - ", 2);
        String[] place = halves[0].split(" ");
        String[] type = halves.length < 2 ? new String[0] : halves[1].split(" ");
        boolean fits = type.length > 2
                && (unified
                        ? type[0].equals("cgroup2")
                        : type[0].equals("cgroup")
                                && List.of(type[2].split(",")).contains("memory"));
        if (!fits || place.length < 5) {
            return Optional.empty();
        }
        Path root = Path.of(place[3]);
        Path inRoot = Path.of(group).startsWith(root) ? root.relativize(Path.of(group)) : Path.of("");
        Path folder = Path.of(place[4]).resolve(inRoot).normalize();
        return Optional.of(folder);
    }
}
