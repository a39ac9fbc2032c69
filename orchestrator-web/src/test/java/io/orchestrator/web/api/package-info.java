/** Tests of the REST API over real HTTP. */
@NullMarked
package io.orchestrator.web.api;

import org.jspecify.annotations.NullMarked;
