/** Tests of the worker protocol's endpoints over real HTTP. */
@NullMarked
package io.orchestrator.web.worker;

import org.jspecify.annotations.NullMarked;
