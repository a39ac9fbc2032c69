package io.orchestrator.dags.fraud;

import io.orchestrator.sdk.Dataset;

/** What the DAGs share: the topic, the connection to it, and the datasets. */
final class Payments {

    /** The connection by which Kafka is reached; without it only what needs no Kafka runs. */
    static final String CONNECTION = "kafka";

    static final String TOPIC = "card-payments";

    /** The topic as it was read, a line of JSON for each record, each once. What was sent twice is there twice. */
    static final Dataset EVENTS = Dataset.of("fraud.events").appendOnly();

    /** Features that slices alone make; of the rows for one card and day that which was made last counts. */
    static final Dataset KAPPA = Dataset.of("fraud.kappa").appendOnly();

    /** Features of quick slices and of a batch that sets them right; of the rows for one card and day that which was made last counts. */
    static final Dataset LAMBDA = Dataset.of("fraud.lambda").appendOnly();

    private Payments() {}
}
