/** Online features for programs: written by tasks, looked up by models that serve. */
@NullMarked
package io.orchestrator.web.feature;

import org.jspecify.annotations.NullMarked;
