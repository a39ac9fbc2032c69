/** What people did: rows, pages and API. */
@NullMarked
package io.orchestrator.web.audit;

import org.jspecify.annotations.NullMarked;
