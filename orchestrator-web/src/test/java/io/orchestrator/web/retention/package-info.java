@NullMarked
package io.orchestrator.web.retention;

import org.jspecify.annotations.NullMarked;
