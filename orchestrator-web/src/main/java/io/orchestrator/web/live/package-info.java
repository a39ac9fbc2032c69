/** Tells open pages that what they show has changed. */
@NullMarked
package io.orchestrator.web.live;

import org.jspecify.annotations.NullMarked;
