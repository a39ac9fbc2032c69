package io.orchestrator.core.feature;

import java.util.List;

/** The newest features of each entity. */
public interface OnlineFeatures {

    /**
     * Takes those that are as new as what is there, or newer: who comes late, or again, never brings back what was. Of several for
     * one entity the newest counts. Who wrote is in the audit log.
     *
     * @return how many entities were written
     */
    int write(String view, List<OnlineValue> values, String actor);

    /** Those of these entities that are there and have not expired, in no order. */
    List<OnlineValue> find(String view, List<String> entities);

    /** Forgets a whole view. @return how many entities it had */
    int delete(String view, String actor);
}
