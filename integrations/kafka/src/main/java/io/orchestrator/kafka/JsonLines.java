package io.orchestrator.kafka;

import io.orchestrator.sdk.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A line for each record: {@code partition}, {@code offset}, {@code timestamp}, {@code key} and {@code value}; the value as it is if
 * it is JSON, else as a text.
 */
final class JsonLines implements SliceWriter {

    private final BufferedWriter file;

    JsonLines(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    @Override
    public void write(ConsumerRecord<byte[], byte[]> message) throws IOException {
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("partition", message.partition());
        line.put("offset", message.offset());
        line.put("timestamp", Instant.ofEpochMilli(message.timestamp()));
        line.put("key", text(message.key()));
        line.put("value", value(text(message.value())));
        file.write(Json.write(line));
        file.write('\n');
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static @Nullable Object value(@Nullable String text) {
        if (text == null || text.isEmpty() || "{[".indexOf(text.charAt(0)) < 0) {
            return text;
        }
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) throws CharacterCodingException {
        return bytes == null
                ? null
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
    }
}
