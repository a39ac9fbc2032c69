/** Tests of online features in PostgreSQL. */
@NullMarked
package io.orchestrator.core.feature.jdbc;

import org.jspecify.annotations.NullMarked;
