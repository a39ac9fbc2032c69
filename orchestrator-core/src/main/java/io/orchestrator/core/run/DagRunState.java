package io.orchestrator.core.run;

import java.util.Locale;

/** The states of a DAG run, named as in Airflow. {@link DagRunLifecycle} is what moves them. */
public enum DagRunState {
    /** Asked for; waits until the DAG may have one more running run. */
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILED;

    /** Final until a person clears or marks. */
    public boolean isFinal() {
        return this == SUCCESS || this == FAILED;
    }

    /** The name in tables, URLs and the API: {@code running}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no state has that key */
    public static DagRunState of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
