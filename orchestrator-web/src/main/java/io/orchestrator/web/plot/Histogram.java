package io.orchestrator.web.plot;

import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/**
 * How often values lie between two edges.
 *
 * @param name of the column
 * @param edges as people read them, one more than there are counts
 */
public record Histogram(String name, List<String> edges, List<Long> counts) {

    private static final int WIDTH = 200;
    private static final int HEIGHT = 46;

    public Histogram {
        edges = List.copyOf(edges);
        counts = List.copyOf(counts);
    }

    public boolean isEmpty() {
        return counts.isEmpty() || edges.size() != counts.size() + 1;
    }

    /** The markup: bars, each with a tooltip, every text in it escaped. */
    public String svg() {
        long most = Math.max(1, counts.stream().mapToLong(Long::longValue).max().orElse(1));
        double each = (double) WIDTH / counts.size();
        var svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"histogram\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
                HtmlUtils.htmlEscape("%s from %s to %s".formatted(name, edges.getFirst(), edges.getLast()), "UTF-8"),
                WIDTH,
                HEIGHT));
        for (int i = 0; i < counts.size(); i++) {
            double height = counts.get(i) == 0 ? 0 : Math.max(1, (double) HEIGHT * counts.get(i) / most);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"><title>%s to %s: %s</title></rect>",
                    each * i + 0.5,
                    HEIGHT - height,
                    Math.max(0.5, each - 1),
                    height,
                    HtmlUtils.htmlEscape(edges.get(i), "UTF-8"),
                    HtmlUtils.htmlEscape(edges.get(i + 1), "UTF-8"),
                    Figures.of(counts.get(i))));
        }
        return svg.append("</svg>").toString();
    }
}
