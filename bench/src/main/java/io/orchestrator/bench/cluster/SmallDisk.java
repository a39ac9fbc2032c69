package io.orchestrator.bench.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A small file system in memory that can be filled up. */
public final class SmallDisk implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SmallDisk.class);
    private static final int PIECE = 64 * 1024;

    private final Path folder;
    private boolean mounted = true;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @throws IOException with the reason, when this user or this machine may not
     */
    public static SmallDisk mount(Path folder, String size) throws IOException {
        Files.createDirectories(folder);
        run("mount", "-t", "tmpfs", "-o", "size=" + size + ",mode=755", "orchestrator-bench", folder.toString());
        SmallDisk disk = new SmallDisk(folder);
        // A mount outlives even a Ctrl-C.
        Runtime.getRuntime().addShutdownHook(new Thread(disk::close, "unmount a small disk"));
        return disk;
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException("%s ended with %d: %s".formatted(command[0], status, said.strip()));
        }
    }

    /** Writes until nothing more fits. */
    public void fill() {
        try (OutputStream out = Files.newOutputStream(filling())) {
            byte[] piece = new byte[PIECE];
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            // That is the aim.
        }
    }

    public void empty() {
        try {
            Files.deleteIfExists(filling());
        } catch (IOException failure) {
            throw new IllegalStateException(filling() + " cannot be deleted", failure);
        }
    }

    private Path filling() {
        return folder.resolve("filling");
    }

    @Override
    public synchronized void close() {
        if (mounted) {
            mounted = false;
            try {
                run("umount", "--lazy", folder.toString());
            } catch (IOException failure) {
                LOG.warn("A small disk is still mounted: {}", failure.getMessage());
            }
        }
    }
}
