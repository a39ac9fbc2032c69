package io.orchestrator.web.evidence;

import io.orchestrator.protocol.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** Evidence as a page that needs nothing else: tables for people, and the same as JSON for programs. */
final class EvidencePage {

    private static final String STYLE =
            "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse;margin-bottom:2em}"
                    + "td,th{border:1px solid #bbb;padding:.3em .6em;text-align:left;vertical-align:top;max-width:40em;"
                    + "overflow-wrap:anywhere}";

    private EvidencePage() {}

    static String of(JsonNode facts, String fingerprint) {
        var title = "Evidence of %s:%d"
                .formatted(
                        facts.path("dataset").asString(), facts.path("number").longValue());
        var page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head>\n<body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n<p>Exported at ")
                .append(escaped(facts.path("exported_at").asString()))
                .append(" by ")
                .append(escaped(facts.path("exported_by").asString()))
                .append(". Signed with the key ")
                .append(escaped(fingerprint))
                .append(
                        "; <code>orchestrator evidence verify FILE</code> finds any byte that was changed since.</p>\n");
        for (var section : facts.properties()) {
            if (section.getValue().isArray()) {
                table(page, section.getKey(), section.getValue());
            }
        }
        return page.append("<script type=\"application/json\" id=\"evidence\">")
                // So that no text in it ends the script.
                .append(Json.MAPPER.writeValueAsString(facts).replace("<", "\\u003c"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private static void table(StringBuilder page, String name, JsonNode rows) {
        page.append("<h2>")
                .append(escaped(name))
                .append(" (")
                .append(rows.size())
                .append(")</h2>\n<table>\n<tr>");
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> columns.addAll(row.propertyNames()));
        List<String> names = new ArrayList<>(columns);
        names.forEach(column -> page.append("<th>").append(escaped(column)).append("</th>"));
        page.append("</tr>\n");
        for (var row : rows) {
            page.append("<tr>");
            names.forEach(column ->
                    page.append("<td>").append(escaped(text(row.path(column)))).append("</td>"));
            page.append("</tr>\n");
        }
        page.append("</table>\n");
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
