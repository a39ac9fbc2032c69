package io.orchestrator.web.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how the checks of a dataset went, version by version, also of those that did not get out of quarantine. */
@Component
class CheckHistory {

    /** So many of the newest versions. */
    private static final int VERSIONS = 40;

    private final JdbcClient database;

    CheckHistory(JdbcClient database) {
        this.database = database;
    }

    /** A check, with what it said of each version, the oldest first. */
    record History(String name, List<Square> squares) {}

    /** @param label for a tooltip, and for who does not see it */
    record Square(String href, String label, boolean passed) {}

    private record Found(String name, Square square) {}

    /** Of a dataset that one may see. */
    List<History> of(String dataset) {
        Map<String, List<Square>> byName = new LinkedHashMap<>();
        database.sql(DatasetDataSql.CHECKED)
                .param("name", dataset)
                .param("most", VERSIONS)
                .query((row, index) -> {
                    var number = row.getObject("number", Long.class);
                    boolean passed = row.getBoolean("passed");
                    return new Found(
                            row.getString("name"),
                            new Square(
                                    number == null
                                            ? DatasetLinks.quarantined(row.getLong("version_id"))
                                            : DatasetLinks.version(dataset, number),
                                    "%s, %s: %s"
                                            .formatted(
                                                    number == null ? "in quarantine" : "version " + number,
                                                    passed ? "passed" : "failed",
                                                    row.getString("summary")),
                                    passed));
                })
                .list()
                .forEach(found -> byName.computeIfAbsent(found.name(), any -> new ArrayList<>())
                        .add(found.square()));
        return byName.entrySet().stream()
                .map(one -> new History(one.getKey(), one.getValue()))
                .toList();
    }
}
