@NullMarked
package io.orchestrator.web.openapi;

import org.jspecify.annotations.NullMarked;
