/** Slices of Kafka topics as versions of datasets, exactly once. */
@NullMarked
package io.orchestrator.kafka;

import org.jspecify.annotations.NullMarked;
