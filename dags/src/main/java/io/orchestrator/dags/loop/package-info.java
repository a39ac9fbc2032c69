/** Flights month by month: what arrives is checked, made into features, watched for drift and learned from, all by itself. */
@NullMarked
package io.orchestrator.dags.loop;

import org.jspecify.annotations.NullMarked;
