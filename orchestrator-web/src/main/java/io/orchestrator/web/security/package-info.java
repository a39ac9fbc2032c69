/** Who may come in, and what each role may do. */
@NullMarked
package io.orchestrator.web.security;

import org.jspecify.annotations.NullMarked;
