/** Connections: rows, pages and API. No secret is ever sent back. */
@NullMarked
package io.orchestrator.web.connection;

import org.jspecify.annotations.NullMarked;
