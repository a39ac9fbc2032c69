/** Connections: what tasks and notifications need to reach other systems. */
@NullMarked
package io.orchestrator.core.connection;

import org.jspecify.annotations.NullMarked;
