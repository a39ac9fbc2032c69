/** Judges what happened: the rows of the database and what tasks wrote down must tell one and the same, permitted story. */
@NullMarked
package io.orchestrator.bench.check;

import org.jspecify.annotations.NullMarked;
