/** Variables: rows, pages and API. No secret is ever sent back. */
@NullMarked
package io.orchestrator.web.variable;

import org.jspecify.annotations.NullMarked;
