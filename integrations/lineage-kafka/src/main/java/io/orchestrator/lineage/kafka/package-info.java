/** Events of OpenLineage to a Kafka topic. */
@NullMarked
package io.orchestrator.lineage.kafka;

import org.jspecify.annotations.NullMarked;
