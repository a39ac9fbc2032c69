package io.orchestrator.web.evidence;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.api.ApiRefusal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Collects what a version came of, as of one moment. */
@Component
class EvidenceFacts {

    private static final Map<String, String> SECTIONS = sections();

    private final JdbcClient database;
    private final Clock clock;

    EvidenceFacts(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static Map<String, String> sections() {
        Map<String, String> sections = new LinkedHashMap<>();
        sections.put("versions", EvidenceSql.VERSIONS);
        sections.put("reads", EvidenceSql.READS);
        sections.put("checks", EvidenceSql.CHECKS);
        sections.put("runs", EvidenceSql.RUNS);
        sections.put("builds", EvidenceSql.BUILDS);
        sections.put("tags", EvidenceSql.TAGS);
        sections.put("audit", EvidenceSql.AUDIT);
        return sections;
    }

    /** @throws ApiRefusal if there is no such version */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public ObjectNode of(String dataset, long number, String actor) {
        var facts = Json.MAPPER
                .createObjectNode()
                .put("format", "orchestrator-evidence-1")
                .put("dataset", dataset)
                .put("number", number)
                .put("exported_at", clock.instant().toString())
                .put("exported_by", actor);
        SECTIONS.forEach((name, statement) -> {
            var list = facts.putArray(name);
            database.sql(statement)
                    .param("dataset", dataset)
                    .param("number", number)
                    .query(String.class)
                    .list()
                    .forEach(row -> list.add(Json.MAPPER.readTree(row)));
        });
        if (facts.path("versions").isEmpty()) {
            throw ApiRefusal.notFound(
                    "The dataset with name `%s` has no published version %d".formatted(dataset, number));
        }
        return facts;
    }
}
