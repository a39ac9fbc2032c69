/** Describes to programs what this server answers. */
@NullMarked
package io.orchestrator.web.openapi;

import org.jspecify.annotations.NullMarked;
