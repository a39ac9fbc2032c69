/** Files of evidence: signed, and verified without a server. */
@NullMarked
package io.orchestrator.protocol.evidence;

import org.jspecify.annotations.NullMarked;
