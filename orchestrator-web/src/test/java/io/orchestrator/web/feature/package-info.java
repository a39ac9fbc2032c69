/** Tests of online features over the API. */
@NullMarked
package io.orchestrator.web.feature;

import org.jspecify.annotations.NullMarked;
