/** Whether the server is well, and which version it is. */
@NullMarked
package io.orchestrator.web.health;

import org.jspecify.annotations.NullMarked;
