package io.orchestrator.web.api;

import java.util.List;
import org.springframework.http.HttpMethod;

/** The operations of Airflow's API that are not answered here, each with its reason; {@code docs/api.md} shows them. */
public final class Unsupported {

    private static final String RUN = "/api/v2/dags/{dag_id}/dagRuns/{dag_run_id}";
    private static final String TASK = RUN + "/taskInstances/{task_id}";
    private static final String ANSWERS = TASK + "/{map_index}/hitlDetails";

    private static final String NO_PEOPLE = "no task asks people for an answer yet";
    private static final String OUTPUTS = "an output is what an attempt returned, and is never changed";
    private static final String CONNECTIONS = "there are no connections that a server would need by itself";

    /**
     * One operation.
     *
     * @param path with Airflow's names of the variables
     * @param reason the end of a sentence
     */
    public record Operation(HttpMethod method, String path, String reason) {}

    public static final List<Operation> ALL = List.of(
            new Operation(HttpMethod.GET, RUN + "/hitlDetails", NO_PEOPLE),
            new Operation(HttpMethod.GET, ANSWERS, NO_PEOPLE),
            new Operation(HttpMethod.PATCH, ANSWERS, NO_PEOPLE),
            new Operation(HttpMethod.GET, ANSWERS + "/tries/{try_number}", NO_PEOPLE),
            new Operation(HttpMethod.POST, TASK + "/xcomEntries", OUTPUTS),
            new Operation(HttpMethod.PATCH, TASK + "/xcomEntries/{xcom_key}", OUTPUTS),
            new Operation(HttpMethod.DELETE, TASK + "/xcomEntries/{xcom_key}", OUTPUTS),
            new Operation(HttpMethod.DELETE, TASK, "a run keeps its task instances: clear it, or mark it skipped"),
            new Operation(HttpMethod.DELETE, RUN, "runs are kept until their retention ends"),
            new Operation(
                    HttpMethod.DELETE,
                    "/api/v2/dags/{dag_id}",
                    "a DAG goes with its bundle's next build, and its history stays"),
            new Operation(
                    HttpMethod.PUT,
                    "/api/v2/parseDagFile/{file_token}",
                    "bundles are described when their content changes: there is no file to parse again"),
            new Operation(HttpMethod.POST, "/api/v2/connections/defaults", CONNECTIONS));

    private Unsupported() {}
}
