package io.orchestrator.core.dataset;

/**
 * What a DAG counts on in a dataset that it reads, and the DAG that writes it does not promise any more.
 *
 * @param producer the DAG that writes it
 * @param reader the DAG that reads it, with its task
 * @param missing which columns, and what is expected of them
 */
public record BrokenContract(String producer, String dataset, String reader, String readerTask, String missing) {

    /** For people. */
    @Override
    public String toString() {
        return "What %s promises of dataset '%s' breaks what %s.%s counts on: %s"
                .formatted(producer, dataset, reader, readerTask, missing);
    }
}
