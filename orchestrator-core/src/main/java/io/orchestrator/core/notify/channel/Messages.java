package io.orchestrator.core.notify.channel;

import io.orchestrator.core.notify.Notice;
import io.orchestrator.protocol.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a notice looks like outside.
 *
 * @param pages where people reach the pages, or null: messages have no links
 */
public record Messages(@Nullable String pages) {

    /** For programs. */
    ObjectNode json(Notice notice) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("id", notice.id().toString());
        json.put("event", notice.kind().key());
        json.put("at", notice.at().toString());
        json.put("dag_id", notice.dagId());
        json.put("run_id", notice.runId());
        json.put("task_id", notice.taskId());
        json.put("map_index", notice.mapIndex());
        json.put("title", notice.title());
        json.set("detail", notice.detail());
        json.put("link", link(notice));
        return json;
    }

    /** For people: the sentence, what is known beside it, and where to look. */
    String text(Notice notice) {
        StringBuilder text = new StringBuilder(notice.title());
        notice.detail()
                .propertyStream()
                .forEach(field -> text.append("\n")
                        .append(field.getKey().replace('_', ' '))
                        .append(": ")
                        .append(field.getValue().isString() ? field.getValue().stringValue() : field.getValue()));
        String link = link(notice);
        return link == null ? text.toString() : text + "\n" + link;
    }

    private @Nullable String link(Notice notice) {
        if (pages == null || notice.dagId() == null) {
            return null;
        }
        String dag = pages.replaceAll("/+$", "") + "/dags/" + notice.dagId();
        return notice.runId() == null ? dag : dag + "/runs/" + segment(notice.runId());
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
