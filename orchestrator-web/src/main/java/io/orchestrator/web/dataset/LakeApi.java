package io.orchestrator.web.dataset;

import io.orchestrator.web.api.Accepts;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.api.Body;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.databind.JsonNode;

/** Says which files of the lake no version names any more, so that whoever cleans it can delete them. */
@ApiEndpoint
@Needs(Right.EDIT)
@RequestMapping("/api/orchestrator/v1/lake")
class LakeApi {

    private static final int MOST = 10_000;

    private static final String NAMED = """
            SELECT DISTINCT f ->> 'sha256' FROM dataset_version v CROSS JOIN LATERAL jsonb_array_elements(v.files) AS f
            WHERE f ->> 'sha256' = ANY (:files)""";

    private final JdbcClient database;

    LakeApi(JdbcClient database) {
        this.database = database;
    }

    record Unnamed(List<String> sha256) {}

    @Accepts(body = "sha256")
    @PostMapping("/unnamed")
    @Needs(Right.EDIT)
    Unnamed unnamed(@RequestBody JsonNode json) {
        var files = Body.of(json, Set.of("sha256")).list("sha256").stream()
                .map(file -> file.asString(""))
                .distinct()
                .toList();
        if (files.size() > MOST) {
            throw Body.invalid("sha256", "There are more than %d: ask for fewer at a time".formatted(MOST));
        }
        var named = new HashSet<>(database.sql(NAMED)
                .param("files", files.toArray(String[]::new))
                .query(String.class)
                .list());
        return new Unnamed(files.stream().filter(file -> !named.contains(file)).toList());
    }
}
