/** What is secret, sealed at rest: the keys, and what a text looks like once it is sealed. */
@NullMarked
package io.orchestrator.core.secret;

import org.jspecify.annotations.NullMarked;
