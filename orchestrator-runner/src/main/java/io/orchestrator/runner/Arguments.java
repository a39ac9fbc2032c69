package io.orchestrator.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The command line: options that each take one or more paths, and may be repeated. */
record Arguments(Map<String, List<Path>> options) {

    static Arguments parse(String... args) {
        Map<String, List<Path>> options = new LinkedHashMap<>();
        List<Path> current = new ArrayList<>();
        for (String arg : args) {
            if (arg.startsWith("--")) {
                current = options.computeIfAbsent(arg, key -> new ArrayList<>());
            } else {
                current.add(Path.of(arg));
            }
        }
        return new Arguments(options);
    }

    List<Path> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    Path one(String option) {
        List<Path> values = all(option);
        if (values.size() != 1) {
            throw new IllegalArgumentException(option + " was given " + values.size() + " times, expected once");
        }
        return values.getFirst();
    }
}
