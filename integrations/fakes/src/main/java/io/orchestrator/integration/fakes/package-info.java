/** What a task is given, without a runner. */
@NullMarked
package io.orchestrator.integration.fakes;

import org.jspecify.annotations.NullMarked;
