package io.orchestrator.core.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestrator.core.backfill.Backfill;
import io.orchestrator.core.backfill.Reprocess;
import io.orchestrator.core.engine.BackfillBench;
import io.orchestrator.core.engine.Command;
import io.orchestrator.core.run.DagRun;
import io.orchestrator.core.run.DagRunState;
import io.orchestrator.protocol.graph.DagGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How many runs of backfills and of others are running at once. */
final class BackfillAlongside {

    private static final String SUFFIX = "_backfill";
    private static final Instant FIRST = BackfillTopic.date("2021-01-01");

    /** Runs that count for one limit. */
    private record Group(String id, boolean backfill, int limit, int queued, boolean paused) {
        static Group of(JsonNode json) {
            assertThat(json.propertyNames()).isSubsetOf("id", "kind", "limit", "queued", "paused");
            assertThat(json.path("kind").asString()).isIn("ordinary", "backfill");
            return new Group(
                    json.required("id").asString(),
                    json.path("kind").asString().equals("backfill"),
                    json.required("limit").asInt(),
                    json.required("queued").asInt(),
                    json.path("paused").asBoolean(false));
        }

        String dagId() {
            return id.endsWith(SUFFIX) ? id.substring(0, id.length() - SUFFIX.length()) : id;
        }

        /** Each look takes all that there are. */
        int ofOurRule() {
            return paused ? 0 : Math.min(limit, queued);
        }
    }

    private BackfillAlongside() {}

    static void check(String topic, JsonNode json) {
        Case testCase = Case.of(topic, json, "page_size", "groups", "expect_running_after_each_look");
        List<Group> groups =
                json.required("groups").valueStream().map(Group::of).toList();
        JsonNode expected = json.required("expect_running_after_each_look");
        BackfillBench bench = new BackfillBench();
        deploy(bench, groups);
        groups.forEach(group -> queue(bench, group));
        groups.forEach(group -> bench.pause(group.dagId(), false));
        List<Map<String, Integer>> ours = new ArrayList<>();
        List<Map<String, Integer>> ofRule = new ArrayList<>();
        List<Map<String, Integer>> theirs = new ArrayList<>();
        for (JsonNode look : expected) {
            bench.look();
            Map<String, Integer> wanted = new LinkedHashMap<>();
            Map<String, Integer> counted = new LinkedHashMap<>();
            Map<String, Integer> rule = new LinkedHashMap<>();
            for (Group group : groups) {
                if (look.has(group.id())) {
                    wanted.put(group.id(), look.path(group.id()).asInt());
                    counted.put(group.id(), running(bench, group));
                    rule.put(group.id(), group.ofOurRule());
                }
            }
            theirs.add(wanted);
            ours.add(counted);
            ofRule.add(rule);
        }
        DocumentedAnswers.settle(testCase, theirs, ours, () -> ofRule);
    }

    private static void deploy(BackfillBench bench, List<Group> groups) {
        Map<String, Integer> limits = new LinkedHashMap<>();
        for (Group group : groups) {
            if (group.backfill()) {
                limits.putIfAbsent(group.dagId(), 16);
            } else {
                limits.put(group.dagId(), group.limit());
            }
        }
        bench.deploy(limits.entrySet().stream()
                .map(dag -> bench.graph(dag.getKey(), "@daily", dag.getValue(), false))
                .toArray(DagGraph[]::new));
        limits.keySet().forEach(dagId -> bench.pause(dagId, true));
    }

    /** Nothing starts before everything is there. */
    private static void queue(BackfillBench bench, Group group) {
        if (!group.backfill()) {
            for (int i = 0; i < group.queued(); i++) {
                bench.run(group.dagId(), null, DagRunState.QUEUED);
            }
            return;
        }
        Backfill backfill = bench.start(BackfillBench.with(
                BackfillBench.of(group.dagId(), FIRST, FIRST.plus(Duration.ofDays(group.queued() - 1L))),
                Reprocess.NONE,
                false,
                group.limit(),
                JsonNodeFactory.instance.objectNode()));
        if (group.paused()) {
            bench.move(backfill, Command.MoveBackfill.To.PAUSED);
        }
    }

    private static int running(BackfillBench bench, Group group) {
        return (int) bench.runs().stream()
                .filter(run -> run.state() == DagRunState.RUNNING && isOf(run, group))
                .count();
    }

    private static boolean isOf(DagRun run, Group group) {
        return run.dagId().equals(group.dagId()) && (run.backfillId() != null) == group.backfill();
    }
}
