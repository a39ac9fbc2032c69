/** Tests of what every page shares. */
@NullMarked
package io.orchestrator.web.layout;

import org.jspecify.annotations.NullMarked;
