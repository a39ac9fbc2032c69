package io.orchestrator.web.dag;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of DAG versions, of many at once. */
@Component
public class VersionAnswers {

    private final DagVersionRows versions;
    private final DagRows dags;

    VersionAnswers(DagVersionRows versions, DagRows dags) {
        this.versions = versions;
        this.dags = dags;
    }

    /**
     * A version together with the bundle build that a run took.
     *
     * @param build null: no build in particular
     */
    public record Asked(String dagId, int version, @Nullable String build) {}

    public Map<Asked, VersionAnswer> of(Collection<Asked> asked) {
        var dagIds = asked.stream().map(Asked::dagId).collect(Collectors.toSet());
        var numbers = asked.stream().map(Asked::version).collect(Collectors.toSet());
        var bundles = dags.findByDagIdIn(dagIds).stream().collect(Collectors.toMap(DagRow::dagId, DagRow::bundle));
        var moments = versions.moments(dagIds, numbers).stream()
                .collect(Collectors.toMap(
                        moment -> new DagVersionRow.Key(moment.dagId(), moment.version()), VersionMoment::createdAt));
        var answers = new HashMap<Asked, VersionAnswer>();
        for (var one : asked) {
            var moment = moments.get(new DagVersionRow.Key(one.dagId(), one.version()));
            if (moment != null) {
                answers.put(one, answer(one, bundles.get(one.dagId()), moment));
            }
        }
        return answers;
    }

    static VersionAnswer answer(Asked asked, @Nullable String bundle, Instant createdAt) {
        var name = "%s %d".formatted(asked.dagId(), asked.version());
        return new VersionAnswer(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                asked.version(),
                asked.dagId(),
                asked.dagId(),
                bundle,
                asked.build(),
                null,
                createdAt);
    }
}
