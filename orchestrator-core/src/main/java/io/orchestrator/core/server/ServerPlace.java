package io.orchestrator.core.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Where this process lives. A server that was killed on this very machine is known to be dead as soon as its process is gone, so
 * that its successor need not wait for the end of its lease.
 */
public final class ServerPlace {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

    private ServerPlace() {}

    /** The machine since its last start, and the set of processes seen from here; unlike anything else if neither can be told. */
    public static String here() {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES);
        } catch (IOException e) {
            return UUID.randomUUID().toString();
        }
    }

    /** Whether it is certain that a server's process has ended. */
    public static boolean isGone(ServerRecord server) {
        return server.place().equals(here())
                && !ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive).orElse(false);
    }
}
