package io.orchestrator.protocol.worker;

import java.util.List;
import java.util.UUID;

/** {@code POST /worker/v1/sessions/{id}/logs}: pieces of attempts' logs. A piece sent twice is stored once. */
public record LogChunks(List<Chunk> chunks) {

    /**
     * @param runKey as the assignment said
     * @param sequence from 0, without gaps within an attempt
     * @param lines how many lines it holds
     * @param gzip {@link LogLine}s as JSON, one a line, gzip-compressed
     */
    public record Chunk(long runKey, UUID attemptId, int sequence, int lines, byte[] gzip) {}
}
