package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.runner.ToRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectReader;

/** Reads messages, one JSON object a line. */
final class FrameReader {

    private static final ObjectReader MESSAGES = Json.MAPPER.readerFor(ToRunner.class);

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** The next message, or null at the end of the stream. */
    @Nullable
    ToRunner next() throws IOException {
        while (true) {
            int start = buffer.position();
            for (int i = start; i < buffer.limit(); i++) {
                if (buffer.get(i) == '\n') {
                    line.write(buffer.array(), start, i - start);
                    buffer.position(i + 1);
                    return parse();
                }
            }
            line.write(buffer.array(), start, buffer.remaining());
            buffer.clear();
            int read = channel.read(buffer);
            buffer.flip();
            if (read < 0) {
                return null;
            }
        }
    }

    private ToRunner parse() {
        byte[] json = line.toByteArray();
        line.reset();
        return MESSAGES.readValue(json);
    }
}
