package io.orchestrator.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values by name, from arguments first and from the environment second. */
final class NamedValues {

    private final Map<String, String> arguments;
    private final Map<String, String> environment;
    private final TreeSet<String> asked = new TreeSet<>();

    private NamedValues(Map<String, String> arguments, Map<String, String> environment) {
        this.arguments = arguments;
        this.environment = environment;
    }

    static NamedValues of(String[] arguments, Map<String, String> environment) throws BadSettings {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i];
            if (!name.startsWith("--")) {
                throw new BadSettings("Found '" + name + "' where a setting such as --slots was expected.");
            }
            if (i + 1 == arguments.length) {
                throw new BadSettings(name + " has no value.");
            }
            named.put(name.substring(2), arguments[i + 1]);
        }
        return new NamedValues(named, environment);
    }

    /** To be called when every value was asked for. */
    void refuseUnknown() throws BadSettings {
        for (String name : arguments.keySet()) {
            if (!asked.contains(name)) {
                throw new BadSettings(
                        "There is no setting --" + name + "; there are: --" + String.join(", --", asked) + ".");
            }
        }
    }

    private @Nullable String find(String name) {
        asked.add(name);
        String argument = arguments.get(name);
        String variable = "ORCHESTRATOR_WORKER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        return argument == null ? environment.get(variable) : argument;
    }

    String text(String name, String standard) {
        String found = find(name);
        return found == null ? standard : found;
    }

    String required(String name, String what) throws BadSettings {
        String found = find(name);
        if (found == null || found.isBlank()) {
            throw new BadSettings("--" + name + " is missing: it names " + what + ".");
        }
        return found;
    }

    /** May be empty. */
    List<String> names(String name) {
        return parts(text(name, ""));
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(","))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    @Nullable
    String optional(String name) {
        String found = find(name);
        return found == null || found.isBlank() ? null : found.trim();
    }

    @Nullable
    Path path(String name) {
        String found = optional(name);
        return found == null ? null : Path.of(found).toAbsolutePath();
    }

    List<String> list(String name, String standard) throws BadSettings {
        List<String> found = parts(text(name, standard));
        if (found.isEmpty()) {
            throw new BadSettings("--" + name + " is empty: expected one or more names, separated by commas.");
        }
        return found;
    }

    int number(String name, int standard, int least, int most) throws BadSettings {
        String found = find(name);
        try {
            int number = found == null ? standard : Integer.parseInt(found.trim());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below, together with numbers out of range.
        }
        throw new BadSettings(
                "--" + name + " is '" + found + "': expected a whole number from " + least + " to " + most + ".");
    }

    /** Such as 500ms, 10s, 2m, or what ISO 8601 has. */
    Duration duration(String name, Duration standard) throws BadSettings {
        String found = find(name);
        if (found == null) {
            return standard;
        }
        String text = found.trim().toLowerCase(Locale.ROOT);
        try {
            Duration duration = text.matches("[0-9]{1,9}ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse(text.startsWith("p") ? text : "pt" + text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Told below, together with negative ones.
        }
        throw new BadSettings("--" + name + " is '" + found + "': expected a duration such as 500ms, 10s or 2m.");
    }
}
