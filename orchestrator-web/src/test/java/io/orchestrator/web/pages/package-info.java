/** The pages in a real browser, on a database full of what can happen. */
@NullMarked
package io.orchestrator.web.pages;

import org.jspecify.annotations.NullMarked;
