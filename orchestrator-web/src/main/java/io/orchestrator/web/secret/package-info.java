/** Wires what keeps secrets: the keys, connections and variables. */
@NullMarked
package io.orchestrator.web.secret;

import org.jspecify.annotations.NullMarked;
