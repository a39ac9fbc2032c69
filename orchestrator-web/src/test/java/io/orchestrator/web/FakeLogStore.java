package io.orchestrator.web;

import io.orchestrator.core.log.LogStore;
import io.orchestrator.protocol.worker.LogChunks.Chunk;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Logs in memory. */
public final class FakeLogStore implements LogStore {

    private final List<Chunk> chunks = new CopyOnWriteArrayList<>();

    public void reset() {
        chunks.clear();
    }

    @Override
    public void append(List<Chunk> pieces) {
        chunks.addAll(pieces);
    }

    @Override
    public List<Chunk> read(long runKey, UUID attemptId, int fromSequence, int limit) {
        return chunks.stream()
                .filter(chunk -> chunk.runKey() == runKey
                        && chunk.attemptId().equals(attemptId)
                        && chunk.sequence() >= fromSequence)
                .sorted(Comparator.comparingInt(Chunk::sequence))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Piece> pieces(long runKey, UUID attemptId) {
        return read(runKey, attemptId, 0, Integer.MAX_VALUE).stream()
                .map(chunk -> new Piece(chunk.sequence(), chunk.lines()))
                .toList();
    }
}
