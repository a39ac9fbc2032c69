package io.orchestrator.web.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orchestrator.web.api.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;

/** One run of the chain, seen from outside: by the API and by what its tasks write down. */
final class ChainRun {

    private static final String RUNS = "/api/v2/dags/" + ChainBundle.DAG + "/dagRuns";

    private final String runId;
    private final Path folder;
    /** Another one after each start of the server. */
    private ApiClient api;

    private ChainRun(String runId, Path folder, ApiClient api) {
        this.runId = runId;
        this.folder = folder;
        this.api = api;
    }

    /** @param folder for its journal and the files that let its tasks go on */
    static ChainRun trigger(ApiClient api, String runId, Path folder) throws Exception {
        Files.createDirectories(folder);
        // Root's workers run tasks as another user.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        ChainRun run = new ChainRun(runId, folder, api);
        var answer = api.post(
                RUNS,
                "{\"dag_run_id\": \"%s\", \"logical_date\": null, \"conf\": {\"folder\": \"%s\"}}"
                        .formatted(runId, folder));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return run;
    }

    void goesOnAt(ApiClient another) {
        api = another;
    }

    /** Lets a task end, now or when it comes. */
    void letGo(String... tasks) throws IOException {
        for (String task : tasks) {
            Files.createFile(folder.resolve("go-" + task));
        }
    }

    Journal journal() throws IOException {
        return Journal.read(folder.resolve("journal"));
    }

    /** Waits until a task has begun for the given time. */
    Journal.Line awaitBegin(String task, int times) {
        return patiently()
                .until(() -> journal().begins(task), begins -> begins.size() >= times)
                .get(times - 1);
    }

    /** Waits until a task has written its end, which nobody may know yet. */
    void awaitEnd(String task) {
        patiently().until(() -> !journal().ends(task).isEmpty());
    }

    /** Waits until the API tells that a task has succeeded. */
    void awaitAcknowledged(String task) {
        patiently().until(() -> instance(task).get("state").asString(""), "success"::equals);
    }

    void awaitSuccess() {
        String state = patiently()
                .until(
                        () -> json("").get("state").asString(""),
                        found -> found.equals("success") || found.equals("failed"));
        assertThat(state).as("state of run %s", runId).isEqualTo("success");
    }

    /** The attempt whose result was taken. */
    UUID accepted(String task) throws Exception {
        JsonNode instance = instance(task);
        assertThat(instance.get("state").asString()).as(task).isEqualTo("success");
        return UUID.fromString(instance.get("id").asString());
    }

    /** The tries of a task, oldest first. */
    JsonNode tries(String task) throws Exception {
        return json("/taskInstances/" + task + "/tries").get("task_instances");
    }

    /** Waits until the log of a try, which may come later than its end, has this in it. */
    void awaitLog(String task, int tryNumber, String text) {
        patiently()
                .untilAsserted(
                        () -> assertThat(json("/taskInstances/%s/logs/%d?full_content=true".formatted(task, tryNumber))
                                        .toString())
                                .contains(text));
    }

    private JsonNode instance(String task) throws Exception {
        return json("/taskInstances/" + task);
    }

    private JsonNode json(String path) throws Exception {
        var answer = api.get(RUNS + "/" + runId + path);
        if (answer.status() != 200) {
            throw new IOException("%s answers %d: %s".formatted(path, answer.status(), answer.body()));
        }
        return answer.json();
    }

    /** While something is dead, no answer or a refusal is what one gets. */
    static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions();
    }

    /** No task has run again after its result was taken, and no result was taken of an attempt that did not end. */
    void assertEachResultWasTakenOnce() throws Exception {
        Journal journal = journal();
        assertThat(journal.lines()).allSatisfy(line -> assertThat(line.runId()).isEqualTo(runId));
        for (String task : ChainBundle.TASKS) {
            UUID accepted = accepted(task);
            assertThat(tries(task)
                            .valueStream()
                            .filter(one -> one.get("state").asString("").equals("success")))
                    .as("successful tries of %s", task)
                    .hasSize(1);
            assertThat(journal.ends(task))
                    .as("ends of %s", task)
                    .extracting(Journal.Line::attempt)
                    .contains(accepted);
            assertThat(journal.after(accepted))
                    .as("what follows after the accepted end of %s", task)
                    .noneMatch(line -> line.task().equals(task));
        }
    }
}
