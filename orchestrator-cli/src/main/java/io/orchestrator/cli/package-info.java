/** The command line. It knows the REST API, and nothing of the server. */
@NullMarked
package io.orchestrator.cli;

import org.jspecify.annotations.NullMarked;
