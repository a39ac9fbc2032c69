@NullMarked
package io.orchestrator.web.standalone;

import org.jspecify.annotations.NullMarked;
