/** JSON as every process of the product reads and writes it. */
@NullMarked
package io.orchestrator.protocol;

import org.jspecify.annotations.NullMarked;
