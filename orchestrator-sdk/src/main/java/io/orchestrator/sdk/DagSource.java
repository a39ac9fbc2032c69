package io.orchestrator.sdk;

/**
 * A class that defines one DAG. Every public class of a bundle's own jars that implements it, and has a public constructor
 * without parameters, is found and described.
 */
public interface DagSource {

    /** Defines the DAG. Called when a bundle is described and once in each JVM that runs its tasks, so it must be quick. */
    Dag dag();
}
