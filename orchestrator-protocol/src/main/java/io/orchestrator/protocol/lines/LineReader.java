package io.orchestrator.protocol.lines;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes; a line longer than the bound is cut, and its rest is read and thrown away. Not thread-safe. */
public final class LineReader {

    private final InputStream in;
    private final int longest;
    private byte[] buffer = new byte[8192];
    private int start;
    private int end;

    /**
     * @param longest how many bytes of a line are kept
     */
    public LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * One line without its end ({@code \n} or {@code \r\n}).
     *
     * @param cut true: the line was longer than the bound
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Line(byte[] bytes, boolean cut) {}

    /** The next line; null at the end of the stream. Blocks. */
    public @Nullable Line next() throws IOException {
        int scanned = start;
        while (true) {
            int newline = indexOfNewline(scanned);
            if (newline >= 0) {
                Line line = line(newline, newline - start > longest);
                start = newline + 1;
                return line;
            }
            if (end - start > longest) {
                return cutLine();
            }
            scanned = end;
            int before = start;
            if (!fill()) {
                return lastLine();
            }
            scanned -= before - start;
        }
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private Line line(int until, boolean cut) {
        int last = cut ? start + longest : until;
        if (!cut && last > start && buffer[last - 1] == '\r') {
            last--;
        }
        return new Line(Arrays.copyOfRange(buffer, start, last), cut);
    }

    private Line cutLine() throws IOException {
        Line line = line(end, true);
        start = end;
        while (fill()) {
            int newline = indexOfNewline(start);
            if (newline >= 0) {
                start = newline + 1;
                return line;
            }
            start = end;
        }
        return line;
    }

    private @Nullable Line lastLine() {
        if (start == end) {
            return null;
        }
        Line line = line(end, false);
        start = end;
        return line;
    }

    private boolean fill() throws IOException {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            return false;
        }
        end += read;
        return true;
    }

    private void makeRoom() {
        byte[] target = end - start > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, start, target, 0, end - start);
        end -= start;
        start = 0;
        buffer = target;
    }
}
