package io.orchestrator.bench.check;

import io.orchestrator.bench.check.History.Attempt;
import io.orchestrator.bench.check.History.Instance;
import io.orchestrator.bench.check.History.TaskKey;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Of each try of a task one result was taken, and the task's state is the last attempt's. Nothing is cleared by hand here. */
final class ResultsOnce implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        Map<TaskKey, List<Attempt>> attempts = history.attemptsByTask();
        attempts.forEach((task, ofTask) -> found.addAll(triesOnce(task, ofTask)));
        for (Instance instance : history.instances()) {
            List<Attempt> successes = attempts.getOrDefault(instance.task(), List.of()).stream()
                    .filter(attempt -> attempt.state().equals("success"))
                    .toList();
            found.addAll(successOnce(instance, successes));
        }
        return found;
    }

    private static List<Violation> triesOnce(TaskKey task, List<Attempt> attempts) {
        return attempts.stream()
                .filter(Attempt::isJudged)
                .collect(Collectors.groupingBy(Attempt::tryNumber))
                .entrySet()
                .stream()
                .filter(tried -> tried.getValue().size() > 1)
                .map(tried -> new Violation(
                        Kind.DOUBLED,
                        "%d results of try %d of %s were taken"
                                .formatted(tried.getValue().size(), tried.getKey(), task)))
                .toList();
    }

    private static List<Violation> successOnce(Instance instance, List<Attempt> successes) {
        boolean succeeded = instance.state().equals("success");
        if (successes.size() > 1) {
            return List.of(new Violation(
                    Kind.DOUBLED, "%d successes of %s were taken".formatted(successes.size(), instance.task())));
        }
        if (succeeded && successes.isEmpty()) {
            return List.of(new Violation(Kind.WRONG, "%s succeeded without an attempt that did".formatted(instance)));
        }
        if (!succeeded && !successes.isEmpty()) {
            return List.of(new Violation(
                    Kind.LOST,
                    "a success of %s was taken and its state is %s".formatted(instance.task(), instance.state())));
        }
        if (succeeded && !successes.getFirst().id().equals(instance.attemptId())) {
            return List.of(new Violation(
                    Kind.STALE,
                    "the success of %s is of attempt %s while %s is current"
                            .formatted(instance.task(), successes.getFirst().id(), instance.attemptId())));
        }
        return List.of();
    }
}
