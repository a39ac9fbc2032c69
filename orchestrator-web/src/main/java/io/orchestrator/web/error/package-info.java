/** How refusals and faults look to people and to programs. */
@NullMarked
package io.orchestrator.web.error;

import org.jspecify.annotations.NullMarked;
