package io.orchestrator.web.dataset;

import io.orchestrator.protocol.Json;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Reads what producers said of many versions at once. */
@Component
class DatasetMetas {

    private final JdbcClient database;
    private final Access access;

    DatasetMetas(JdbcClient database, Access access) {
        this.database = database;
        this.access = access;
    }

    /** What was said of one version. */
    record Meta(String dataset, long number, JsonNode meta) {}

    /**
     * Of a dataset whose name one may see.
     *
     * @return of the newest versions, the oldest of them first
     */
    List<Meta> newest(String dataset, int most) {
        return read(DatasetDataSql.METAS, dataset, most).reversed();
    }

    /** The newest version of each dataset that has something of that name in its meta, by names of datasets. */
    List<Meta> having(String key) {
        return database.sql(DatasetDataSql.HAVING)
                .param("key", key)
                .param("dags", access.dagArray(Right.SEE))
                .query((row, number) -> new Meta(
                        row.getString("dataset"), row.getLong("number"), Json.MAPPER.readTree(row.getString("meta"))))
                .list();
    }

    /** What attempts that have read the model have published: what it was good for. */
    List<String> madeWith(String model) {
        return database.sql(DatasetDataSql.MADE_WITH)
                .param("name", model)
                .param("dags", access.dagArray(Right.SEE))
                .query((row, number) -> row.getString(1))
                .list();
    }

    private List<Meta> read(String statement, String dataset, int most) {
        return database.sql(statement)
                .param("name", dataset)
                .param("most", most)
                .query((row, number) ->
                        new Meta(dataset, row.getLong("number"), Json.MAPPER.readTree(row.getString("meta"))))
                .list();
    }
}
