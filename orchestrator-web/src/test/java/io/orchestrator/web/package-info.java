/** Tests of the server as a whole. */
@NullMarked
package io.orchestrator.web;

import org.jspecify.annotations.NullMarked;
