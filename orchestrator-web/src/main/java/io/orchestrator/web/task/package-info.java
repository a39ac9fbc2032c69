/** Task instances, attempts, outputs and logs: rows, pages and API. */
@NullMarked
package io.orchestrator.web.task;

import org.jspecify.annotations.NullMarked;
