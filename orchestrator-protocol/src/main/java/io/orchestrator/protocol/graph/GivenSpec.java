package io.orchestrator.protocol.graph;

/** What a task is given beside outputs, by its name alone. Its value comes with an attempt and is not kept with it. */
public record GivenSpec(Kind kind, String name) {

    public enum Kind {
        CONNECTION,
        VARIABLE,
        /** The newest events of the asset of this name. */
        ASSET_EVENTS,
        /** The newest events that came through the alias of this name. */
        ALIAS_EVENTS,
        /** The events that the run has taken; without a name. */
        TRIGGERING_EVENTS
    }
}
