/** Synthetic card payments through Kafka: features for finding fraud, as a Kappa and as a Lambda architecture makes them. */
@NullMarked
package io.orchestrator.dags.fraud;

import org.jspecify.annotations.NullMarked;
