/** Variables: small settings that tasks read. */
@NullMarked
package io.orchestrator.core.variable;

import org.jspecify.annotations.NullMarked;
