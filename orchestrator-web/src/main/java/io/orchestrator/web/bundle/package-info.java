/** Uploading bundles. */
@NullMarked
package io.orchestrator.web.bundle;

import org.jspecify.annotations.NullMarked;
