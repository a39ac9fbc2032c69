/** Everything on one machine from one command: PostgreSQL, the server and a worker, kept running and stopped together. */
@NullMarked
package io.orchestrator.web.standalone;

import org.jspecify.annotations.NullMarked;
