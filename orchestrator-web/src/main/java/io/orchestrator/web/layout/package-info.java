/** What every page shares: the frame around it, links, paging, times, durations, sentences about what was done. */
@NullMarked
package io.orchestrator.web.layout;

import org.jspecify.annotations.NullMarked;
