/** The first page: what an operator wants to know before anything else. */
@NullMarked
package io.orchestrator.web.home;

import org.jspecify.annotations.NullMarked;
