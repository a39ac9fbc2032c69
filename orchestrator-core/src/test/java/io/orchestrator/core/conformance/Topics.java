package io.orchestrator.core.conformance;

import java.util.List;
import java.util.Optional;

/** The topics that are checked. */
final class Topics {

    private static final List<TopicRunner> RUNNERS = List.of(
            new CronDstTopic(),
            new CronFieldsTopic(),
            new CatchupTopic(),
            new IntervalsTopic(),
            new BackoffTopic(),
            new TriggerRulesTopic(),
            new DagRunStateTopic(),
            new WeightsTopic(),
            new DependsOnPastTopic(),
            new SetupTeardownTopic(),
            new ClearTopic(),
            new BranchingTopic(),
            new MappingTopic(),
            new ParamsTopic(),
            new ConcurrencyTopic(),
            new SensorsTopic(),
            new BackfillTopic(),
            new AssetsTopic());

    private Topics() {}

    static Optional<TopicRunner> runner(String topic) {
        return RUNNERS.stream().filter(runner -> runner.topic().equals(topic)).findFirst();
    }
}
