package io.orchestrator.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a process has appended to the file of its messages, one JSON object a line, and does what they say. */
final class ProcessMessages {

    private static final long LARGEST = 16 << 20;
    private static final int SHOWN = 120;

    private final Map<String, Staging> written;
    private final System.Logger log;
    private final Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<Staging, Map<String, Double>> metricsOf = new LinkedHashMap<>();
    private final ProcessChecks checks = new ProcessChecks();

    ProcessMessages(Map<String, Staging> written, System.Logger log) {
        this.written = written;
        this.log = log;
    }

    /** @throws ProcessException if one of them cannot be, or says that a check of nothing that was staged has failed */
    ProcessResult read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new ProcessException("the messages of the process have " + Files.size(file)
                    + " bytes, expected at most " + LARGEST + "; write data into files");
        }
        int number = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    message(number, line);
                }
            }
        } catch (CharacterCodingException e) {
            throw new ProcessException("the messages of the process after line " + number + " are not UTF-8");
        }
        metricsOf.forEach((staging, values) -> staging.meta("metrics", values));
        checks.keep();
        return new ProcessResult(outputs, metrics);
    }

    private void message(int number, String line) {
        try {
            Fields fields = new Fields(Json.readObject(line));
            switch (fields.text("type")) {
                case "output" -> outputs.put(fields.text("key"), fields.any("value"));
                case "metric" -> metric(fields);
                case "dataset" -> dataset(fields);
                case "check" -> check(fields);
                case "log" -> log.log(level(fields.text("level", "INFO")), fields.text("text"));
                default ->
                    throw new IllegalArgumentException("its type is '" + fields.text("type")
                            + "', expected output, metric, dataset, check or log");
            }
        } catch (IllegalArgumentException e) {
            String shown = line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line;
            throw new ProcessException(
                    "message " + number + " of the process is wrong: " + e.getMessage() + "; it is: " + shown);
        }
    }

    private void metric(Fields fields) {
        String name = fields.text("name");
        double value = fields.number("value").doubleValue();
        metrics.put(name, value);
        Staging staging = fields.has("dataset") || written.size() == 1 ? named(fields, "dataset") : null;
        if (staging != null) {
            metricsOf.computeIfAbsent(staging, each -> new LinkedHashMap<>()).put(name, value);
        }
    }

    private void dataset(Fields fields) {
        Staging staging = named(fields, "name");
        if (fields.has("rows")) {
            staging.rows(fields.whole("rows"));
        }
        if (fields.has("columns")) {
            staging.columns(fields.objects("columns").stream()
                    .map(column -> new DatasetVersion.Column(
                            column.text("name"),
                            column.text("type"),
                            !column.has("nullable") || column.bool("nullable")))
                    .toList());
        }
        if (fields.has("meta")) {
            fields.object("meta").all().forEach((key, value) -> {
                if (value != null) {
                    staging.meta(key, value);
                }
            });
        }
        if (fields.has("tag")) {
            staging.tag(fields.text("tag"));
        }
        if (fields.has("discard") && fields.bool("discard")) {
            staging.discard();
            checks.discarded(staging);
        }
    }

    private void check(Fields fields) {
        String name = fields.text("name");
        boolean passed = fields.bool("passed");
        Staging staging = fields.has("dataset") || written.size() == 1 ? named(fields, "dataset") : null;
        log.log(
                passed ? Level.INFO : Level.WARNING,
                checks.add(
                        staging,
                        name,
                        passed,
                        fields.text("summary", ""),
                        fields.has("sample") ? fields.any("sample") : null));
    }

    /** Who writes one dataset alone need not name it. */
    private Staging named(Fields fields, String key) {
        if (!fields.has(key) && written.size() == 1) {
            return written.values().iterator().next();
        }
        Staging staging = written.get(fields.text(key));
        if (staging == null) {
            throw new IllegalArgumentException(
                    "the process writes no '" + fields.text(key) + "', only " + written.keySet());
        }
        return staging;
    }

    private static Level level(String name) {
        try {
            return Level.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "its level is '" + name + "', expected TRACE, DEBUG, INFO, WARNING or ERROR", e);
        }
    }

    /** The fields of a message, each of the type that is expected. */
    private record Fields(Map<String, @Nullable Object> all) {

        boolean has(String name) {
            return all.get(name) != null;
        }

        @Nullable
        Object any(String name) {
            if (!all.containsKey(name)) {
                throw wrong(name, "a value");
            }
            return all.get(name);
        }

        String text(String name) {
            return all.get(name) instanceof String text ? text : wrongly(name, "a text");
        }

        String text(String name, String fallback) {
            return has(name) ? text(name) : fallback;
        }

        Number number(String name) {
            return all.get(name) instanceof Number number ? number : wrongly(name, "a number");
        }

        long whole(String name) {
            return all.get(name) instanceof Long number && number >= 0
                    ? number
                    : wrongly(name, "a whole number from 0");
        }

        boolean bool(String name) {
            return all.get(name) instanceof Boolean bool ? bool : wrongly(name, "true or false");
        }

        @SuppressWarnings("unchecked")
        Fields object(String name) {
            return all.get(name) instanceof Map<?, ?> map
                    ? new Fields((Map<String, @Nullable Object>) map)
                    : wrongly(name, "an object");
        }

        @SuppressWarnings("unchecked")
        List<Fields> objects(String name) {
            List<?> list = all.get(name) instanceof List<?> found ? found : wrongly(name, "a list of objects");
            List<Fields> objects = new ArrayList<>();
            for (Object element : list) {
                objects.add(
                        element instanceof Map<?, ?> map
                                ? new Fields((Map<String, @Nullable Object>) map)
                                : wrongly(name, "a list of objects"));
            }
            return objects;
        }

        private <T> T wrongly(String name, String expected) {
            throw wrong(name, expected);
        }

        private IllegalArgumentException wrong(String name, String expected) {
            return new IllegalArgumentException(
                    all.containsKey(name)
                            ? "its " + name + " is " + Json.write(all.get(name)) + ", expected " + expected
                            : "it has no " + name + ", expected " + expected);
        }
    }
}
