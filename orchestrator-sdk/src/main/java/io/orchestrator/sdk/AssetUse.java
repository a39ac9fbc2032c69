package io.orchestrator.sdk;

/** What a task can produce, or read the events of. */
public sealed interface AssetUse extends AssetExpression.Leaf permits Asset, AssetAlias, Dataset {

    /** What it is called. */
    String name();

    /** What kind of thing it is, for people. */
    String group();
}
