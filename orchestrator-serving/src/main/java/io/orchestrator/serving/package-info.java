/** The serving process: HTTP in, predictions of champions out, and a file of what it has answered. */
@NullMarked
package io.orchestrator.serving;

import org.jspecify.annotations.NullMarked;
