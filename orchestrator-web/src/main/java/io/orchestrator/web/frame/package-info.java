/** What stands around every page: who is there, what needs attention, and the page for what is not there. */
@NullMarked
package io.orchestrator.web.frame;

import org.jspecify.annotations.NullMarked;
