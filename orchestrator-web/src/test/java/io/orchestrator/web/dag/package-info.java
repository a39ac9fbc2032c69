/** Tests of the pages of a DAG. */
@NullMarked
package io.orchestrator.web.dag;

import org.jspecify.annotations.NullMarked;
