package io.orchestrator.web.notify;

import io.orchestrator.web.database.ReadRows;
import java.util.UUID;

/** Reads notifications. */
public interface NotificationRows extends ReadRows<NotificationRow, UUID> {}
