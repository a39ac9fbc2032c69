package io.orchestrator.web.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the built parts lie, as the launcher lays them out and tells by system properties.
 *
 * @param folder holds {@code runner.jar} and {@code worker/}
 * @param exampleBundles the folder where the build leaves the example bundle, or null when there is none
 */
record Installation(Path folder, @Nullable Path exampleBundles) {

    static Installation fromSystemProperties() {
        String folder = System.getProperty("orchestrator.install");
        if (folder == null) {
            throw new StandaloneFailed(
                    "Start standalone by bin/orchestrator: it tells where the worker and the runner lie.");
        }
        String bundles = System.getProperty("orchestrator.example-bundles");
        return new Installation(Path.of(folder), bundles == null ? null : Path.of(bundles));
    }

    Path runnerJar() {
        return folder.resolve("runner.jar");
    }

    Path workerJar() {
        return folder.resolve("worker/orchestrator-worker.jar");
    }

    /** The folders that are searched for bundles. */
    List<Path> bundleFolders(Home home) {
        List<Path> folders = new ArrayList<>(List.of(home.bundles()));
        if (exampleBundles != null) {
            folders.add(exampleBundles);
        }
        return folders;
    }
}
