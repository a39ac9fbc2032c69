package io.orchestrator.bench.engine;

import io.orchestrator.bench.engine.dags.Notes;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what tasks note while they run. Not thread-safe. */
final class Journal {

    private static final long LIST_EVERY_NANOS = 20_000_000;

    private final Path folder;
    private final Map<Path, NoteFile> files = new HashMap<>();
    private long lastListed;

    Journal(Path folder) {
        this.folder = folder;
    }

    /**
     * One call of user code.
     *
     * @param run {@link Notes#hash} of the run's id
     * @param start in nanoseconds of the monotonic clock
     * @param end 0: it has not ended, or never will
     */
    record Note(long run, int ordinal, long start, long end) {}

    /** The calls that have ended since the last look. */
    List<Note> ended() {
        List<Note> notes = new ArrayList<>();
        files().forEach(file -> file.readEnded(notes));
        return notes;
    }

    /** The calls that have begun and not ended, by the processes that make them, dead or alive. */
    Map<Long, Note> open() {
        Map<Long, Note> notes = new HashMap<>();
        files().forEach(file -> {
            Note note = file.next();
            if (note != null && note.end() == 0) {
                notes.put(file.pid, note);
            }
        });
        return notes;
    }

    /** New files appear with new runners only: they need not be looked for at every look at the notes. */
    private List<NoteFile> files() {
        long now = System.nanoTime();
        if (files.isEmpty() || now - lastListed > LIST_EVERY_NANOS) {
            lastListed = now;
            try (Stream<Path> paths = Files.list(folder)) {
                paths.filter(path -> !files.containsKey(path)).toList().forEach(this::open);
            } catch (IOException failure) {
                throw new BenchFailed("The notes in %s cannot be read: %s.".formatted(folder, failure), failure);
            }
        }
        return List.copyOf(files.values());
    }

    private void open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            // A file that was made a moment ago has its size with the next look.
            if (channel.size() > 0) {
                MappedByteBuffer notes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
                notes.order(ByteOrder.LITTLE_ENDIAN);
                String name = path.getFileName().toString();
                files.put(path, new NoteFile(Long.parseLong(name.substring(0, name.indexOf('-'))), notes));
            }
        } catch (IOException failure) {
            throw new BenchFailed("The notes %s cannot be read: %s.".formatted(path, failure), failure);
        }
    }

    private static final class NoteFile {

        private final long pid;
        private final MappedByteBuffer notes;
        private int read;

        NoteFile(long pid, MappedByteBuffer notes) {
            this.pid = pid;
            this.notes = notes;
        }

        void readEnded(List<Note> target) {
            for (Note note = next(); note != null && note.end() != 0; note = next()) {
                target.add(note);
                read += Notes.SIZE;
            }
        }

        private @Nullable Note next() {
            if (read + Notes.SIZE > notes.capacity()) {
                return null;
            }
            long start = Notes.read(notes, read + Notes.START);
            if (start == 0) {
                return null;
            }
            return new Note(
                    notes.getLong(read + Notes.RUN),
                    (int) notes.getLong(read + Notes.ORDINAL),
                    start,
                    Notes.read(notes, read + Notes.END));
        }
    }
}
