/** Tests of serving, over HTTP. */
@NullMarked
package io.orchestrator.serving;

import org.jspecify.annotations.NullMarked;
