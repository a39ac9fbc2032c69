/** Bundles: finding them in drop-box folders, hashing, describing in a child JVM, storing, handing to the engine. */
@NullMarked
package io.orchestrator.core.bundle;

import org.jspecify.annotations.NullMarked;
