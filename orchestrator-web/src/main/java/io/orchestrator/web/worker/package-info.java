/** Workers: the protocol's endpoints, and what pages show of sessions. */
@NullMarked
package io.orchestrator.web.worker;

import org.jspecify.annotations.NullMarked;
