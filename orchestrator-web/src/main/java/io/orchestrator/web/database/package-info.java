/** The connections of the server, one pool for each use, and what read-only rows have in common. */
@NullMarked
package io.orchestrator.web.database;

import org.jspecify.annotations.NullMarked;
