package io.orchestrator.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The worker's own folder, held by a lock as long as it lives: two workers there would end each other's runners. */
final class WorkFolder implements AutoCloseable {

    private final FileChannel lock;

    private WorkFolder(FileChannel lock) {
        this.lock = lock;
    }

    static WorkFolder lock(Path folder) throws BadSettings {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new BadSettings(
                        "Another worker uses the folder " + folder + ": give each its own --work-folder.");
            }
            return new WorkFolder(channel);
        } catch (IOException e) {
            throw new BadSettings("The folder " + folder + " cannot be used: " + e + ".");
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
