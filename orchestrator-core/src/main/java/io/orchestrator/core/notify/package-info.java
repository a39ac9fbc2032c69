/** Notifications: what people are told of, by which channel, and how it gets there. */
@NullMarked
package io.orchestrator.core.notify;

import org.jspecify.annotations.NullMarked;
