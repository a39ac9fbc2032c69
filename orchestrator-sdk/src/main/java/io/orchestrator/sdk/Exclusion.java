package io.orchestrator.sdk;

/** Instants at which a schedule is not due: whole days, or the minutes that a cron expression matches. */
public sealed interface Exclusion permits BusinessCalendar, Cron {}
