/** Why a run or a task does not go on: on pages and in the API. */
@NullMarked
package io.orchestrator.web.why;

import org.jspecify.annotations.NullMarked;
