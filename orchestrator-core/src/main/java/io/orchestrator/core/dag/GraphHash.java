package io.orchestrator.core.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.DagGraph;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What makes two graphs one DAG version: SHA-256 over their canonical JSON. */
public final class GraphHash {

    private GraphHash() {}

    /** In hexadecimal. */
    public static String of(DagGraph graph) {
        try {
            byte[] json = Json.CANONICAL.writeValueAsBytes(graph);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
