/** The way in. */
@NullMarked
package io.orchestrator.web.access;

import org.jspecify.annotations.NullMarked;
