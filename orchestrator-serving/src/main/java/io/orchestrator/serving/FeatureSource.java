package io.orchestrator.serving;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Where online features come from. May be asked from any thread. */
public interface FeatureSource {

    /**
     * The newest features of these entities; of some there may be none.
     *
     * @throws IOException if they cannot be told now
     */
    Map<String, Map<String, Object>> find(String view, List<String> keys) throws IOException, InterruptedException;
}
