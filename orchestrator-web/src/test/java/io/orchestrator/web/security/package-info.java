/** Tests of who may come in, and of what each role may do. */
@NullMarked
package io.orchestrator.web.security;

import org.jspecify.annotations.NullMarked;
