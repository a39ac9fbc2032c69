package io.orchestrator.sdk;

import java.util.List;

/** When a DAG's runs are due. */
public sealed interface Schedule
        permits Cron, Every, Once, Manual, Continuous, Events, Recurrence, CustomTimetable, AnyOf, Except, OnAssets {

    /** This schedule without the instants that fall on excluded days, or into excluded minutes. */
    default Except except(Exclusion... exclusions) {
        return new Except(this, List.of(exclusions));
    }
}
