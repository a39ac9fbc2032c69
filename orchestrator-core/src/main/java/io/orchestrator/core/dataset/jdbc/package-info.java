/** Versions of datasets in PostgreSQL. */
@NullMarked
package io.orchestrator.core.dataset.jdbc;

import org.jspecify.annotations.NullMarked;
