/** Tests of training, exporting, scoring and comparing. */
@NullMarked
package io.orchestrator.integration.ml;

import org.jspecify.annotations.NullMarked;
