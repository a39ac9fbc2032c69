/** DAGs, their versions, schedules and bundles: rows, pages and API. */
@NullMarked
package io.orchestrator.web.dag;

import org.jspecify.annotations.NullMarked;
