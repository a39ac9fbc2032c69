/** Notifications: settings, rows, pages and API. */
@NullMarked
package io.orchestrator.web.notify;

import org.jspecify.annotations.NullMarked;
