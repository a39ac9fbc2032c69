/** Events of assets in PostgreSQL, as tasks get them. */
@NullMarked
package io.orchestrator.core.asset.jdbc;

import org.jspecify.annotations.NullMarked;
