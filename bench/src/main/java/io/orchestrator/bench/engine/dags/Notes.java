package io.orchestrator.bench.engine.dags;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What tasks note of themselves: when user code began and ended, by the monotonic clock that all processes of a machine share.
 *
 * <p>In files mapped into memory, so a note costs no system call and outlives the kill of its process.
 */
public final class Notes {

    /** Bytes of a note: run, ordinal, start, end; 8 each. A note without its start is not written yet. */
    public static final int SIZE = 32;

    public static final int RUN = 0;
    public static final int ORDINAL = 8;
    public static final int START = 16;
    public static final int END = 24;

    /** The resource, put into the bundle when it is made, that says where the notes go. */
    public static final String FOLDER = "notes-folder";

    private static final int NOTES_PER_FILE = 8 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Path folder;
    private MappedByteBuffer file;
    private int next;

    /** Made by the first note: who only reads has no folder for notes of its own. */
    private static final class Ours {
        static final Notes NOTES = new Notes(folder());
    }

    private Notes(Path folder) {
        this.folder = folder;
        this.file = nextFile();
    }

    private static Path folder() {
        try (InputStream resource = Notes.class.getResourceAsStream(FOLDER)) {
            if (resource == null) {
                throw new IllegalStateException(
                        "The bundle has no resource " + FOLDER + ": it was not made by the bench.");
            }
            return Path.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new IllegalStateException("The resource " + FOLDER + " cannot be read.", failure);
        }
    }

    private MappedByteBuffer nextFile() {
        Path path =
                folder.resolve("%d-%d.notes".formatted(ProcessHandle.current().pid(), System.nanoTime()));
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) NOTES_PER_FILE * SIZE);
            mapped.order(ByteOrder.LITTLE_ENDIAN);
            return mapped;
        } catch (IOException failure) {
            throw new IllegalStateException("Notes cannot be written to " + path, failure);
        }
    }

    /**
     * Notes the begin of user code.
     *
     * @param start as {@link System#nanoTime} said it
     */
    static void begin(String runId, int ordinal, long start) {
        Ours.NOTES.put(hash(runId), ordinal, start);
    }

    /** Notes the end of what began last: a runner does one thing at a time. */
    static void end() {
        Ours.NOTES.putEnd();
    }

    private void put(long run, int ordinal, long start) {
        if (next == NOTES_PER_FILE) {
            file = nextFile();
            next = 0;
        }
        int at = next++ * SIZE;
        file.putLong(at + RUN, run);
        file.putLong(at + ORDINAL, ordinal);
        LONGS.setRelease(file, at + START, start);
    }

    private void putEnd() {
        LONGS.setRelease(file, (next - 1) * SIZE + END, System.nanoTime());
    }

    /** What a number in a mapped file is by now. */
    public static long read(ByteBuffer file, int at) {
        return (long) LONGS.getAcquire(file, at);
    }

    /** A run's id as a number. */
    public static long hash(String runId) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < runId.length(); i++) {
            hash = (hash ^ runId.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
