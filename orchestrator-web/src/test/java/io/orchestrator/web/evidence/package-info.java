/** Tests of evidence. */
@NullMarked
package io.orchestrator.web.evidence;

import org.jspecify.annotations.NullMarked;
