package io.orchestrator.web.dag;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.BundleManifest;
import io.orchestrator.protocol.graph.BundleManifest.Jar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** Reads the newest builds of a bundle, and which jars each of them brought. */
@Component
class BuildHistory {

    private static final int SHOWN = 20;

    private final BundleBuildRows rows;

    BuildHistory(BundleBuildRows rows) {
        this.rows = rows;
    }

    /**
     * @param current new runs of the DAG take it
     * @param changes what is different from the build before, jar by jar
     */
    record Build(String build, Instant createdAt, boolean current, List<String> changes) {
        public String shortBuild() {
            return build.substring(0, Math.min(8, build.length()));
        }
    }

    /** The newest first. */
    List<Build> of(String bundle, String current) {
        Specification<BundleBuildRow> ofBundle = (row, query, build) -> build.equal(row.get("bundle"), bundle);
        // One more than shown, to compare the last one with.
        var found = rows.findAll(
                        ofBundle,
                        PageRequest.of(0, SHOWN + 1, Sort.by("createdAt").descending()))
                .getContent();
        List<Build> builds = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, found.size()); i++) {
            var before = i + 1 < found.size() ? jars(found.get(i + 1)) : Map.<String, Jar>of();
            var row = found.get(i);
            builds.add(
                    new Build(row.build(), row.createdAt(), row.build().equals(current), changes(before, jars(row))));
        }
        return builds;
    }

    private static Map<String, Jar> jars(BundleBuildRow row) {
        Map<String, Jar> jars = new LinkedHashMap<>();
        Json.MAPPER.readValue(row.manifest(), BundleManifest.class).jars().forEach(jar -> jars.put(jar.name(), jar));
        return jars;
    }

    private static List<String> changes(Map<String, Jar> before, Map<String, Jar> after) {
        List<String> changes = new ArrayList<>();
        after.forEach((name, jar) -> {
            var was = before.get(name);
            if (was == null) {
                changes.add("new: " + name);
            } else if (!was.sha256().equals(jar.sha256())) {
                changes.add("changed: " + name);
            }
        });
        before.keySet().stream().filter(name -> !after.containsKey(name)).forEach(name -> changes.add("gone: " + name));
        return changes;
    }
}
