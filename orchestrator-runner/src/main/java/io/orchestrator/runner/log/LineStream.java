package io.orchestrator.runner.log;

import io.orchestrator.protocol.Limits;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes until a line is complete. */
final class LineStream extends OutputStream {

    private final LineSink sink;
    private final LogLevel level;
    private final String source;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long cut;

    LineStream(LineSink sink, LogLevel level, String source) {
        this.sink = sink;
        this.level = level;
        this.source = source;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int start = offset;
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            if (bytes[i] == '\n') {
                keep(bytes, start, i);
                send();
                start = i + 1;
            }
        }
        keep(bytes, start, end);
    }

    /** Sends what has no line end yet. */
    synchronized void endLine() {
        if (line.size() > 0) {
            send();
        }
    }

    private void keep(byte[] bytes, int start, int end) {
        int room = Math.min(end - start, Limits.LOG_LINE - line.size());
        line.write(bytes, start, room);
        cut += end - start - room;
    }

    private void send() {
        byte[] bytes = line.toByteArray();
        String text = cut == 0
                ? new String(bytes, StandardCharsets.UTF_8)
                : LogText.cut(bytes, bytes.length, bytes.length + cut);
        line.reset();
        cut = 0;
        sink.line(level, source, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }
}
