/** Tests of the pictures of graphs. */
@NullMarked
package io.orchestrator.web.dag.layout;

import org.jspecify.annotations.NullMarked;
