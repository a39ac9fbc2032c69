/** Pools: how many slots there are, and what takes them. */
@NullMarked
package io.orchestrator.web.pool;

import org.jspecify.annotations.NullMarked;
