package io.orchestrator.web.audit;

import io.orchestrator.core.engine.IdSource;
import java.sql.Timestamp;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Writes what people do that is not the engine's business, in the transaction of the deed. */
@Component
public class AuditLog {

    private static final String INSERT = """
            INSERT INTO audit_event (id, at, actor, action, dag_id, run_id, task_id, detail)
            VALUES (:id, :at, :actor, :action, :dag, :run, :task, :detail::jsonb)
            """;

    private final JdbcClient database;
    private final IdSource ids;
    private final Clock clock;

    AuditLog(JdbcClient database, IdSource ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One deed.
     *
     * @param actor a user's name
     * @param action a noun and a verb: {@code run.note}
     * @param detail an object; never a secret
     */
    public record Deed(
            String actor,
            String action,
            @Nullable String dagId,
            @Nullable String runId,
            @Nullable String taskId,
            JsonNode detail) {

        public static Deed of(String actor, String action) {
            return new Deed(actor, action, null, null, null, JsonNodeFactory.instance.objectNode());
        }

        public Deed onDag(@Nullable String dag) {
            return new Deed(actor, action, dag, null, null, detail);
        }

        public Deed onRun(String dag, String run) {
            return new Deed(actor, action, dag, run, null, detail);
        }

        public Deed onTask(String dag, String run, String task) {
            return new Deed(actor, action, dag, run, task, detail);
        }

        public Deed with(JsonNode more) {
            return new Deed(actor, action, dagId, runId, taskId, more);
        }
    }

    public void add(Deed deed) {
        var now = clock.instant();
        database.sql(INSERT)
                .param("id", ids.uuid(now))
                .param("at", Timestamp.from(now))
                .param("actor", deed.actor())
                .param("action", deed.action())
                .param("dag", deed.dagId())
                .param("run", deed.runId())
                .param("task", deed.taskId())
                .param("detail", deed.detail().toString())
                .update();
    }
}
