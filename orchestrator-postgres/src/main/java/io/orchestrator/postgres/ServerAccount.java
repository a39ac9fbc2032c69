package io.orchestrator.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The account PostgreSQL runs under: ours, or an unprivileged one when we are root, whom PostgreSQL refuses. */
public final class ServerAccount {

    /** By convention "nobody", on every Linux. */
    private static final int NOBODY = 65534;

    private static final ServerAccount CURRENT = new ServerAccount(isRoot());

    private final boolean root;

    private ServerAccount(boolean root) {
        this.root = root;
    }

    public static ServerAccount current() {
        return CURRENT;
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    /** True when the server cannot run under our own account. */
    public boolean differsFromOurs() {
        return root;
    }

    List<String> privileges() {
        return root
                ? List.of("--reuid", Integer.toString(NOBODY), "--regid", Integer.toString(NOBODY), "--clear-groups")
                : List.of();
    }

    /** Gives a file or an empty folder to the account. */
    void own(Path path) throws IOException {
        if (root) {
            Files.setAttribute(path, "unix:gid", NOBODY);
            Files.setAttribute(path, "unix:uid", NOBODY);
        }
    }

    /** Lets the account pass through a folder of ours, without letting it list what is there. */
    public void letThrough(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(root ? "rwx--x--x" : "rwx------"));
    }

    /** The first folder on the way that the account cannot pass, if there is one; what does not exist yet counts as open. */
    public Optional<Path> closedOnTheWayTo(Path folder) {
        if (!root) {
            return Optional.empty();
        }
        Path way = folder.getRoot();
        for (Path step : folder) {
            way = way.resolve(step);
            if (Files.exists(way) && !othersMayPass(way)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    private static boolean othersMayPass(Path folder) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            return permissions.contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
