package io.orchestrator.kafka;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes the records of a slice into files of a version. Closed when all are written, and when something failed. */
public interface SliceWriter extends AutoCloseable {

    /**
     * The records of one partition come in their order.
     *
     * @throws Exception if it cannot be written; the task fails then, with the offset in its error
     */
    void write(ConsumerRecord<byte[], byte[]> message) throws Exception;
}
