/** Outputs of attempts: written once, in the transaction of the success. */
@NullMarked
package io.orchestrator.core.output;

import org.jspecify.annotations.NullMarked;
