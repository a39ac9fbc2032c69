/** Drives the production loop of several servers through random faults in virtual time, and checks all that is written. */
@NullMarked
package io.orchestrator.core.simulation;

import org.jspecify.annotations.NullMarked;
