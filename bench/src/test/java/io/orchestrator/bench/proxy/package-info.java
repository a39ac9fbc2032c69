/** Tests of the proxy. */
@NullMarked
package io.orchestrator.bench.proxy;

import org.jspecify.annotations.NullMarked;
