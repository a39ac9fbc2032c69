package io.orchestrator.protocol.graph;

import java.util.List;

/**
 * A bundle build: its jars, each addressed by the SHA-256 of its content.
 *
 * @param build the SHA-256, in hexadecimal, over the bundle's name and the jars' roles and hashes in class path order
 * @param jars in class path order; the jars with DAG sources first
 */
public record BundleManifest(String bundle, String build, List<Jar> jars) {

    public BundleManifest {
        jars = jars == null ? List.of() : List.copyOf(jars);
    }

    /**
     * @param name the file's name, for people
     * @param sha256 in hexadecimal
     * @param dags true: this jar is searched for DAG sources; false: a library
     */
    public record Jar(String name, String sha256, long size, boolean dags) {}
}
