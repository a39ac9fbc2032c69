/** How long runs are kept, and which ones for longer. */
@NullMarked
package io.orchestrator.web.retention;

import org.jspecify.annotations.NullMarked;
