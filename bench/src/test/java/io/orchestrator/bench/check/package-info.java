/** Tests of the checker. */
@NullMarked
package io.orchestrator.bench.check;

import org.jspecify.annotations.NullMarked;
