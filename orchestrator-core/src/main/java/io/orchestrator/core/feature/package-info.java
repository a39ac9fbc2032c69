/** Online features: the newest values of entities, which models that serve look up. */
@NullMarked
package io.orchestrator.core.feature;

import org.jspecify.annotations.NullMarked;
