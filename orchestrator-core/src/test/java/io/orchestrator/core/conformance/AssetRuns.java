package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.asset.QueuedAsset;
import io.orchestrator.core.engine.AssetBench;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.protocol.graph.AssetCondition;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Which runs events start, and which of them each run takes. */
final class AssetRuns {

    private AssetRuns() {}

    private record Queued(String asset, String consumer) {
        static Queued of(QueuedAsset queued) {
            return new Queued(queued.asset().name(), queued.dagId());
        }

        static Queued of(JsonNode json) {
            return new Queued(
                    json.required("asset").asString(), json.required("consumer").asString());
        }
    }

    static void runs(String topic, JsonNode json) {
        Case testCase = Case.of(topic, json, "events", "queue", "consumers", "expect_runs", "expect_queue_after");
        AssetBench bench = new AssetBench();
        bench.deploy(json.required("consumers")
                .propertyStream()
                .map(dag -> AssetBench.follower(dag.getKey(), AssetsTopic.condition(dag.getValue()), 16))
                .toArray(DagGraph[]::new));
        // What the producer's run was about does not matter to who follows.
        json.required("events")
                .forEach(event -> bench.cause(event.required("asset").asString()));
        assertThat(bench.queued().stream().map(Queued::of))
                .containsAll(
                        json.required("queue").valueStream().map(Queued::of).toList());
        Instant now = bench.now();
        bench.look();

        json.required("expect_runs").propertyStream().forEach(dag -> {
            List<DagRun> runs = bench.runs(dag.getKey());
            JsonNode expected = dag.getValue();
            if (expected.isNull()) {
                assertThat(runs).isEmpty();
                return;
            }
            assertThat(expected.propertyNames()).isSubsetOf("state", "start_date", "data_interval", "consumed_events");
            assertThat(runs).singleElement().satisfies(run -> {
                // One turn queues the run and starts it.
                assertThat(expected.path("state").asString()).isEqualTo("queued");
                assertThat(run.queuedAt()).isEqualTo(now);
                assertThat(expected.path("start_date").isNull()).isTrue();
                assertThat(expected.path("data_interval").isNull()).isTrue();
                assertThat(run.intervalStart()).isNull();
                assertThat(run.logicalDate()).isNull();
                assertThat(bench.taken(run))
                        .isEqualTo(expected.required("consumed_events")
                                .valueStream()
                                .map(JsonNode::asLong)
                                .toList());
            });
        });
        assertThat(bench.queued().stream().map(Queued::of))
                .containsExactlyInAnyOrderElementsOf(testCase.json()
                        .required("expect_queue_after")
                        .valueStream()
                        .map(Queued::of)
                        .toList());
    }

    /** What one run of a timeline is like. */
    private record Made(long createdAt, long runAfter, List<String> consumed) {
        static Made of(JsonNode json) {
            assertThat(json.propertyNames()).containsOnly("created_at", "run_after", "consumed");
            return new Made(
                    json.required("created_at").asLong(),
                    json.required("run_after").asLong(),
                    json.required("consumed")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList());
        }
    }

    private record Outcome(List<Made> runs, Set<String> queue) {}

    static void timeline(String topic, JsonNode json) {
        Case testCase = Case.of(topic, json, "condition", "steps", "expect_runs", "expect_queue_after");
        Outcome expected = new Outcome(
                json.required("expect_runs").valueStream().map(Made::of).toList(),
                new TreeSet<>(testCase.texts("expect_queue_after")));
        DocumentedAnswers.settle(testCase, expected, played(json), () -> ofOurRule(json));
    }

    private static Outcome played(JsonNode json) {
        AssetBench bench = new AssetBench();
        JsonNode condition = json.required("condition");
        // Everything that is an asset somewhere is one that is declared.
        Set<String> names = new TreeSet<>();
        json.required("steps").forEach(step -> names.add(step.path("event").asString("a")));
        bench.deploy(
                AssetBench.follower("consumer", AssetsTopic.condition(condition), 16),
                AssetBench.producer(
                        "producer", names.stream().map(AssetBench::asset).toArray(AssetCondition.Leaf[]::new)));
        Instant start = bench.now();
        List<String> events = new ArrayList<>();
        long now = 0;
        for (JsonNode step : json.required("steps")) {
            assertThat(step.propertyNames()).isSubsetOf("t", "event", "look");
            long time = step.required("t").asLong();
            bench.passes(Duration.ofSeconds(time - now));
            now = time;
            if (step.has("event")) {
                bench.cause(step.path("event").asString());
                events.add(step.path("event").asString() + "@" + time);
            }
            if (step.path("look").asBoolean(false)) {
                bench.look();
            }
        }
        List<Made> runs = bench.runs("consumer").stream()
                .map(run -> new Made(
                        Duration.between(start, run.queuedAt()).toSeconds(),
                        Duration.between(start, run.runAfter()).toSeconds(),
                        bench.taken(run).stream()
                                .map(id -> events.get((int) (id - 1)))
                                .toList()))
                .toList();
        Set<String> queue = new TreeSet<>();
        bench.queued().forEach(queued -> queue.add(queued.asset().name()));
        return new Outcome(runs, queue);
    }

    /** A run takes every event that has come, and is dated by the last of them. */
    private static Outcome ofOurRule(JsonNode json) {
        JsonNode condition = json.required("condition");
        Map<String, List<String>> standing = AssetsTopic.standing(condition);
        Set<String> followed = new TreeSet<>();
        names(condition, followed);
        List<Made> runs = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (JsonNode step : json.required("steps")) {
            long time = step.required("t").asLong();
            String event = step.path("event").asString("");
            if (followed.contains(event) || standing.values().stream().anyMatch(all -> all.contains(event))) {
                pending.add(event + "@" + time);
            }
            if (step.path("look").asBoolean(false) && holds(condition, pending)) {
                String last = pending.getLast();
                runs.add(new Made(time, Long.parseLong(last.substring(last.indexOf('@') + 1)), List.copyOf(pending)));
                pending.clear();
            }
        }
        Set<String> queue = new TreeSet<>();
        pending.forEach(event -> queue.add(event.substring(0, event.indexOf('@'))));
        return new Outcome(runs, queue);
    }

    private static void names(JsonNode condition, Set<String> all) {
        if (condition.isString()) {
            all.add(condition.asString());
        }
        condition.path("any").forEach(part -> names(part, all));
        condition.path("all").forEach(part -> names(part, all));
    }

    private static boolean holds(JsonNode condition, List<String> pending) {
        if (condition.isString()) {
            return pending.stream().anyMatch(event -> event.startsWith(condition.asString() + "@"));
        }
        if (condition.has("any")) {
            return condition.path("any").valueStream().anyMatch(part -> holds(part, pending));
        }
        return condition.path("all").valueStream().allMatch(part -> holds(part, pending));
    }
}
