/** The worker process: settings, wiring, and the life of its sessions. */
@NullMarked
package io.orchestrator.worker;

import org.jspecify.annotations.NullMarked;
