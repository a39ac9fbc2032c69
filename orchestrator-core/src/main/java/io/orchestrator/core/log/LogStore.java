package io.orchestrator.core.log;

import io.orchestrator.protocol.worker.LogChunks;
import java.util.List;
import java.util.UUID;

/** Where logs of attempts lie. */
public interface LogStore {

    /** Stores pieces; one that is there already, or whose attempt does not exist, is left out. */
    void append(List<LogChunks.Chunk> chunks);

    /**
     * Pieces of an attempt from a sequence number on, in order.
     *
     * @param limit at most so many pieces
     */
    List<LogChunks.Chunk> read(long runKey, UUID attemptId, int fromSequence, int limit);

    /** How many lines each piece of an attempt has, in order, without their content. */
    List<Piece> pieces(long runKey, UUID attemptId);

    /** A piece without its content. */
    record Piece(int sequence, int lines) {}
}
