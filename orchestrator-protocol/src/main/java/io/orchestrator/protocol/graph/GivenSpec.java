package io.orchestrator.protocol.graph;

/** What a task is given beside outputs, by its name alone. Its value comes with an attempt and is kept nowhere. */
public record GivenSpec(Kind kind, String name) {

    public enum Kind {
        CONNECTION,
        VARIABLE
    }
}
