/** A TCP proxy that does to connections what networks do to them. */
@NullMarked
package io.orchestrator.bench.proxy;

import org.jspecify.annotations.NullMarked;
