/** Evidence of a model: all that it came of, in one signed file. */
@NullMarked
package io.orchestrator.web.evidence;

import org.jspecify.annotations.NullMarked;
