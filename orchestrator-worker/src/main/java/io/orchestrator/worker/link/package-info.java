/** What a worker keeps up with each live server while a session lives. */
@NullMarked
package io.orchestrator.worker.link;

import org.jspecify.annotations.NullMarked;
