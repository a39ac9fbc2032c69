/** Bundles that misbehave, described by the real runner. */
@NullMarked
package io.orchestrator.testkit.bundle;

import org.jspecify.annotations.NullMarked;
