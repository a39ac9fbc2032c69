@NullMarked
package io.orchestrator.web.trace;

import org.jspecify.annotations.NullMarked;
