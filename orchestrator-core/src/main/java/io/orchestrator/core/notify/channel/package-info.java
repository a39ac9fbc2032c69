/** The ways by which notifications leave the server. */
@NullMarked
package io.orchestrator.core.notify.channel;

import org.jspecify.annotations.NullMarked;
