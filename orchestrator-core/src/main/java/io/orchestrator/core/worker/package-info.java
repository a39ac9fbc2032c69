/** What the engine knows of workers: sessions, capacity, what is pushed to them. */
@NullMarked
package io.orchestrator.core.worker;

import org.jspecify.annotations.NullMarked;
