@NullMarked
package io.orchestrator.web.monitor;

import org.jspecify.annotations.NullMarked;
