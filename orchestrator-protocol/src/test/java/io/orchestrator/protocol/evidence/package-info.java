/** Tests of signed files. */
@NullMarked
package io.orchestrator.protocol.evidence;

import org.jspecify.annotations.NullMarked;
