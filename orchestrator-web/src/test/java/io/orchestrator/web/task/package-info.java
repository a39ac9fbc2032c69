@NullMarked
package io.orchestrator.web.task;

import org.jspecify.annotations.NullMarked;
