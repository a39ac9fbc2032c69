package io.orchestrator.web.notify;

import io.orchestrator.core.notify.NotifyRules;
import io.orchestrator.protocol.graph.NoticeKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is told of what, whatever DAGs ask for themselves.
 *
 * @param on channels by what they are told of: {@code run-failed: log,ops}
 * @param limit how long a channel may take with one notification, at most 30 seconds
 * @param internalHosts hosts that notifications may go to although their addresses are not public
 * @param pages where people reach the pages, for links in messages; null: no links
 */
@ConfigurationProperties("orchestrator.notify")
public record NotifySettings(
        @DefaultValue Map<String, List<String>> on,
        @DefaultValue("10s") Duration limit,
        @DefaultValue List<String> internalHosts,
        @Nullable String pages) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    public NotifySettings {
        if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "orchestrator.notify.limit is %s: expected more than zero and at most 30s".formatted(limit));
        }
    }

    public NotifyRules rules() {
        var channels = new EnumMap<NoticeKind, List<String>>(NoticeKind.class);
        on.forEach((kind, names) -> channels.put(kind(kind), List.copyOf(names)));
        return new NotifyRules(channels);
    }

    private static NoticeKind kind(String name) {
        try {
            return NoticeKind.of(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("orchestrator.notify.on.%s is about nothing: expected one of %s"
                    .formatted(
                            name,
                            Arrays.stream(NoticeKind.values())
                                    .map(NoticeKind::key)
                                    .toList()));
        }
    }
}
