/** Trains models in the JVM, compares them, writes them as versions of a dataset and scores what was written. */
@NullMarked
package io.orchestrator.integration.ml;

import org.jspecify.annotations.NullMarked;
