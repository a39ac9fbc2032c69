/** A real broker for tests of what talks to one. */
@NullMarked
package io.orchestrator.kafka.broker;

import org.jspecify.annotations.NullMarked;
