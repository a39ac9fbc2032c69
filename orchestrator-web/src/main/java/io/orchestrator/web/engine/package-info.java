/** Puts the core into the server: its settings, its start and its end. */
@NullMarked
package io.orchestrator.web.engine;

import org.jspecify.annotations.NullMarked;
