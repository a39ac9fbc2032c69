/** DAG runs: rows, pages and API. */
@NullMarked
package io.orchestrator.web.run;

import org.jspecify.annotations.NullMarked;
