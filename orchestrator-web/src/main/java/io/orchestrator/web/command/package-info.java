/** How pages and API hand commands to the engine. */
@NullMarked
package io.orchestrator.web.command;

import org.jspecify.annotations.NullMarked;
