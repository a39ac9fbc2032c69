package io.orchestrator.postgres;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** An exclusive claim on a folder, given up by the kernel when this process ends in whatever way. */
public final class FolderLock implements AutoCloseable {

    private static final int PID_DIGITS = 20;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, or says who has it.
     *
     * @param file the lock file; stays on disk, holding the process id of its last holder
     */
    public static FolderLock take(Path file) throws IOException, FolderLocked {
        FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new FolderLocked(readHolder(channel));
            }
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new FolderLock(channel);
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Closing any channel of a file drops the whole process's lock on it, so this one stays open.
            throw new FolderLocked(ProcessHandle.current().pid());
        } catch (IOException | FolderLocked failure) {
            channel.close();
            throw failure;
        }
    }

    private static long readHolder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(PID_DIGITS);
        channel.read(text, 0);
        String digits = US_ASCII.decode(text.flip()).toString().strip();
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
