package io.orchestrator.worker.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Another user than the worker's own, as whom user code runs. */
public record RunnerUser(int uid, int gid) {

    /** What the users of all workers of a machine have in common: the right to write into its lake. No other user is in this group. */
    static final int LAKE_GROUP = 69_999;

    /** Whether this user gets through every folder on the way to a file or folder. */
    boolean canReach(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        for (Path folder = absolute.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder) && !may(folder, "EXECUTE")) {
                return false;
            }
        }
        return true;
    }

    /** Whether this user can get to a file, which exists, and read it. */
    boolean canRead(Path file) throws IOException {
        return canReach(file.toRealPath()) && may(file, "READ");
    }

    /** What makes {@code setpriv} start a program as this user, with no way back. */
    public List<String> switchOptions() {
        return List.of(
                "--reuid",
                Integer.toString(uid),
                "--regid",
                Integer.toString(gid),
                "--groups",
                Integer.toString(LAKE_GROUP),
                "--inh-caps=-all",
                "--no-new-privs");
    }

    private boolean may(Path file, String what) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,gid,permissions");
        @SuppressWarnings("unchecked")
        Set<PosixFilePermission> permissions = (Set<PosixFilePermission>) attributes.get("permissions");
        String who = "OTHERS";
        if (Integer.valueOf(uid).equals(attributes.get("uid"))) {
            who = "OWNER";
        } else if (Integer.valueOf(gid).equals(attributes.get("gid"))) {
            who = "GROUP";
        }
        return permissions != null && permissions.contains(PosixFilePermission.valueOf(who + "_" + what));
    }

    /** Makes this user the owner. */
    void own(Path file) throws IOException {
        Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes this user's group the one of a file that stays the worker's. */
    void share(Path file) throws IOException {
        Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
