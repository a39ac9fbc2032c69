package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.orchestrator.core.decide.Admission;
import io.orchestrator.core.decide.Admission.Capacity;
import io.orchestrator.core.decide.Blocker;
import io.orchestrator.core.decide.Holder;
import io.orchestrator.core.decide.LimitBlocker;
import io.orchestrator.core.decide.Limits;
import io.orchestrator.core.decide.Line;
import io.orchestrator.core.decide.Need;
import io.orchestrator.core.decide.ReadyTask;
import io.orchestrator.core.decide.TestLimits;
import io.orchestrator.core.decide.WorkClass;
import io.orchestrator.protocol.graph.LimitSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import tools.jackson.databind.JsonNode;

/** How much is at workers at once. */
final class ConcurrencyTopic implements TopicRunner {

    private static final String QUEUE = "default";

    @Override
    public String topic() {
        return "concurrency";
    }

    @Override
    public void check(JsonNode json) {
        switch (json.path("form").asString()) {
            case "pick" ->
                pick(Case.of(
                        topic(),
                        json,
                        "pools",
                        "workflows",
                        "instances",
                        "limit",
                        "expect_started",
                        "expect_started_count",
                        "expect_started_by_run",
                        "expect_second_look",
                        "expect_starving",
                        "order_matters"));
            case "fact", "runs" -> told(json.path("feature").asString());
            case "limit" -> limit(Case.of(topic(), json, "limits", "active_in_dag_and_in_run", "expect_may_run"));
            case "pool_gate" ->
                gate(Case.of(
                        topic(),
                        json,
                        "pool_exists",
                        "open_slots",
                        "task_state",
                        "include_deferred",
                        "pool_slots",
                        "expect_may_run"));
            case "pool_numbers" ->
                PoolNumbers.check(Case.of(topic(), json, "slots", "include_deferred", "instances", "expect"));
            case "batch" ->
                batch(Case.of(topic(), json, "scheduled", "batch_limit", "executor_slots", "expect_started"));
            default -> fail("the form '%s' is not known", json.path("form"));
        }
    }

    /** Each feature that is told in words, or as a story, has a test of its own. */
    private void told(String feature) {
        String tag = topic() + "/" + feature;
        try {
            Class<?> facts = Class.forName("io.orchestrator.core.engine.ConcurrencyFactsTest");
            assertThat(Stream.of(facts.getDeclaredMethods())
                            .flatMap(method -> Stream.of(method.getAnnotationsByType(Tag.class)))
                            .map(Tag::value))
                    .contains(tag);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the tests of facts are gone", e);
        }
    }

    private static void pick(Case testCase) {
        Picked picked = new Picked(testCase);
        List<String> started = picked.start(testCase.json().required("limit").asInt());
        JsonNode json = testCase.json();
        if (json.has("expect_started")) {
            List<String> expected = testCase.texts("expect_started");
            if (testCase.flag("order_matters")) {
                assertThat(started).isEqualTo(expected);
            } else {
                assertThat(started).containsExactlyInAnyOrderElementsOf(expected);
            }
        }
        if (json.has("expect_started_count")) {
            assertThat(started).hasSize(json.path("expect_started_count").asInt());
        }
        json.path("expect_started_by_run")
                .propertyStream()
                .forEach(run -> assertThat(started)
                        .filteredOn(id -> id.contains("/" + run.getKey() + "/"))
                        .hasSize(run.getValue().asInt()));
        if (json.has("expect_starving")) {
            assertThat(picked.starving()).isEqualTo(json.path("expect_starving").asInt());
        }
        if (json.has("expect_second_look")) {
            assertThat(picked.start(json.path("limit").asInt()))
                    .hasSize(json.path("expect_second_look").asInt());
        }
    }

    private static void limit(Case testCase) {
        JsonNode limits = testCase.json().required("limits");
        assertThat(limits.propertyNames()).isSubsetOf("max_active_tis_per_dag", "max_active_tis_per_dagrun");
        ReadyTask task = ready(1, 1, LimitSpec.DEFAULT_POOL, 1);
        TestLimits counts = new TestLimits()
                .bound(
                        task,
                        new Limits.Bounds(
                                "w",
                                "t",
                                new LimitSpec(
                                        LimitSpec.DEFAULT_POOL,
                                        1,
                                        number(limits, "max_active_tis_per_dag"),
                                        number(limits, "max_active_tis_per_dagrun")),
                                100));
        for (int i = 0; i < testCase.json().required("active_in_dag_and_in_run").asInt(); i++) {
            counts.atWorker(1, "w", "t", LimitSpec.DEFAULT_POOL, 1);
        }
        assertThat(new Limits(counts).blocker(task) == null).isEqualTo(testCase.flag("expect_may_run"));
    }

    /** A task that holds its slots already is not asked again; whether one that is deferred does, its pool says. */
    private static void gate(Case testCase) {
        String state = testCase.optionalText("task_state").orElse("");
        boolean holds = state.equals("queued")
                || state.equals("running")
                || state.equals("deferred") && testCase.flag("include_deferred");
        int slots = testCase.json().required("pool_slots").asInt();
        int open = testCase.json().required("open_slots").asInt();
        ReadyTask task = ready(1, 1, "p", 1);
        TestLimits counts =
                new TestLimits().bound(task, new Limits.Bounds("w", "t", new LimitSpec("p", slots, null, null), 100));
        if (testCase.flag("pool_exists")) {
            counts.pool("p", open + 10).atWorker(2, "w", "other", "p", 10);
        }
        Blocker blocker = holds && testCase.flag("pool_exists") ? null : new Limits(counts).blocker(task);
        assertThat(blocker == null).isEqualTo(testCase.flag("expect_may_run"));
    }

    private static void batch(Case testCase) {
        int scheduled = testCase.json().required("scheduled").asInt();
        int most = testCase.json().required("batch_limit").asInt();
        JsonNode slots = testCase.json().required("executor_slots");
        // Our turns have no batch of their own; places at workers are the bound.
        int places = Math.min(most == 0 ? scheduled : most, slots.isNull() ? scheduled : slots.asInt());
        TreeSet<ReadyTask> ready = new TreeSet<>();
        for (int number = 0; number < scheduled; number++) {
            ready.add(ready(1, number, LimitSpec.DEFAULT_POOL, 1));
        }
        List<Admission.Grant> grants = Admission.admit(
                Map.of(ready.first().line(), ready),
                List.of(worker(places)),
                new Limits(new TestLimits()),
                TestLimits.firstRound());
        assertThat(List.of(grants.size())).isEqualTo(testCase.numbers("expect_started"));
    }

    static ReadyTask ready(long runKey, int number, String pool, int priority) {
        return ready("w", runKey, number, pool, priority);
    }

    static ReadyTask ready(String dagId, long runKey, int number, String pool, int priority) {
        Need need = new Need(QUEUE, List.of(), pool);
        return new ReadyTask(runKey, number, new Line(need, new Holder(WorkClass.LIVE, dagId)), priority);
    }

    private static Capacity worker(int places) {
        return new Capacity(new UUID(1, 1), List.of(QUEUE), List.of(), places, places, 0);
    }

    static @Nullable Integer number(JsonNode json, String field) {
        return json.has(field) ? json.path(field).asInt() : null;
    }

    /** The instances of a case, and what is at workers of them. */
    private static final class Picked {
        private final TestLimits counts = new TestLimits();
        private final Map<Line, NavigableSet<ReadyTask>> waiting = new HashMap<>();
        private final Map<ReadyTask, JsonNode> instances = new HashMap<>();
        private final Map<String, Long> runKeys = new TreeMap<>();

        Picked(Case testCase) {
            JsonNode json = testCase.json();
            json.required("pools")
                    .propertyStream()
                    .forEach(pool -> counts.pool(
                            pool.getKey(), pool.getValue().required("slots").asInt()));
            json.required("instances").forEach(instance -> runKeys.put(date(instance), 0L));
            long key = 0;
            for (String run : List.copyOf(runKeys.keySet())) {
                runKeys.put(run, ++key);
            }
            int number = 0;
            for (JsonNode instance : json.required("instances")) {
                add(json, instance, number++);
            }
        }

        /** Older runs come first: a run of ours that was created earlier has the earlier date. */
        private static String date(JsonNode instance) {
            return instance.required("logical_date").asString() + " "
                    + instance.required("workflow").asString() + " "
                    + instance.required("run").asString();
        }

        private void add(JsonNode json, JsonNode instance, int number) {
            long runKey = runKeys.getOrDefault(date(instance), 0L);
            String pool = instance.required("pool").asString();
            String dag = instance.required("workflow").asString();
            String task = instance.required("task").asString();
            int slots = instance.required("pool_slots").asInt();
            switch (instance.required("state").asString()) {
                case "running", "queued" -> counts.atWorker(runKey, dag, task, pool, slots);
                case "deferred" -> {
                    if (json.path("pools").path(pool).path("include_deferred").asBoolean(false)) {
                        counts.atWorker(0, dag, "deferred", pool, slots);
                    }
                }
                case "scheduled" -> {
                    if (!instance.path("run_state").asString("running").equals("queued")) {
                        schedule(json, instance, number, runKey);
                    }
                }
                case "none", "up_for_retry", "up_for_reschedule", "success", "failed", "skipped" -> {}
                default -> fail("the state of %s is not known", instance);
            }
        }

        private void schedule(JsonNode json, JsonNode instance, int number, long runKey) {
            String dag = instance.required("workflow").asString();
            ReadyTask ready = ready(
                    dag,
                    runKey,
                    number,
                    instance.required("pool").asString(),
                    instance.required("priority").asInt());
            waiting.computeIfAbsent(ready.line(), line -> new TreeSet<>()).add(ready);
            instances.put(ready, instance);
            counts.bound(
                    ready,
                    new Limits.Bounds(
                            dag,
                            instance.required("task").asString(),
                            new LimitSpec(
                                    instance.required("pool").asString(),
                                    instance.required("pool_slots").asInt(),
                                    number(instance, "max_active_tis_per_dag"),
                                    number(instance, "max_active_tis_per_dagrun")),
                            json.required("workflows")
                                    .required(dag)
                                    .required("max_active_tasks")
                                    .asInt()));
        }

        /** The ids of those that start, in their order. */
        List<String> start(int places) {
            List<String> started = new ArrayList<>();
            for (Admission.Grant grant :
                    Admission.admit(waiting, List.of(worker(places)), new Limits(counts), TestLimits.firstRound())) {
                JsonNode instance = Objects.requireNonNull(instances.get(grant.ready()));
                started.add(instance.required("id").asString());
                waiting.values().forEach(line -> line.remove(grant.ready()));
                counts.atWorker(
                        grant.ready().runKey(),
                        instance.required("workflow").asString(),
                        instance.required("task").asString(),
                        instance.required("pool").asString(),
                        instance.required("pool_slots").asInt());
            }
            return started;
        }

        /** Those that lack slots of their pool. */
        long starving() {
            Limits limits = new Limits(counts);
            return instances.keySet().stream()
                    .map(limits::blocker)
                    .filter(blocker ->
                            blocker instanceof LimitBlocker.PoolFull || blocker instanceof LimitBlocker.PoolTooSmall)
                    .count();
        }
    }
}
