package io.orchestrator.web.plot;

import io.orchestrator.web.plot.Plot.Series;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/** Draws a plot. Colours come from the style sheet, by the place of the series. */
final class PlotSvg {

    private static final int WIDTH = 420;
    private static final int HEIGHT = 190;
    private static final int LEFT = 54;
    private static final int RIGHT = 28;
    private static final int TOP = 14;
    private static final int BOTTOM = 26;
    private static final int LONGEST_LABEL = 12;
    private static final double CHARACTER = 6.2;
    private static final int BETWEEN_LABELS = 10;
    /** With more points the lines say enough. */
    private static final int MOST_POINTS = 80;

    private final Plot plot;
    private final Scale scale;
    private final StringBuilder svg = new StringBuilder(2_000);

    private PlotSvg(Plot plot) {
        this.plot = plot;
        this.scale = Scale.of(plot.numbers(), plot.fromZero());
    }

    static String of(Plot plot) {
        return new PlotSvg(plot).draw();
    }

    private String draw() {
        add("<svg class=\"plot\" role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %d %d\">", text(said()), WIDTH, HEIGHT);
        scale.ticks().forEach(this::tick);
        labels();
        plot.thresholds().forEach(this::threshold);
        for (int i = 0; i < Math.min(Plot.MOST_SERIES, plot.series().size()); i++) {
            series(plot.series().get(i), i);
        }
        return svg.append("</svg>").toString();
    }

    private String said() {
        var said = new StringBuilder(plot.title());
        for (Series series : plot.series()) {
            for (int i = series.values().size() - 1; i >= 0; i--) {
                var value = series.values().get(i);
                if (value != null) {
                    said.append("; %s: newest %s (%s)"
                            .formatted(
                                    series.name(),
                                    Figures.of(value),
                                    plot.labels().get(i)));
                    break;
                }
            }
        }
        plot.thresholds()
                .forEach(threshold ->
                        said.append("; threshold %s: %s".formatted(threshold.name(), Figures.of(threshold.value()))));
        return said.toString();
    }

    private void tick(double at) {
        double y = y(at);
        add("<path class=\"rule\" d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT);
        add("<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 7, y + 4, Figures.of(at));
    }

    private void labels() {
        int count = plot.labels().size();
        double longest = BETWEEN_LABELS
                + CHARACTER
                        * plot.labels().stream()
                                .mapToInt(label -> cut(label).length())
                                .max()
                                .orElse(0);
        int each = Math.max(1, (int) Math.ceil(count * longest / (WIDTH - LEFT - RIGHT)));
        for (int i = (count - 1) % each; i < count; i += each) {
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(i),
                    HEIGHT - 8,
                    isFarRight(i) ? "end" : "middle",
                    text(cut(plot.labels().get(i))));
        }
    }

    private boolean isFarRight(int place) {
        return x(place) + cut(plot.labels().get(place)).length() * CHARACTER / 2 > WIDTH;
    }

    private static String cut(String label) {
        return label.length() <= LONGEST_LABEL ? label : label.substring(0, LONGEST_LABEL - 1) + "…";
    }

    private void threshold(Plot.Threshold threshold) {
        double y = y(threshold.value());
        add("<g class=\"threshold\"><title>%s: %s</title>", text(threshold.name()), Figures.of(threshold.value()));
        add("<path d=\"M%d %.1fH%d\"/>", LEFT, y, WIDTH - RIGHT);
        add("<text x=\"%d\" y=\"%.1f\">%s</text></g>", LEFT + 5, y - 4, text(threshold.name()));
    }

    private void series(Series series, int place) {
        var path = new StringBuilder();
        var points = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < series.values().size(); i++) {
            var value = series.values().get(i);
            if (value == null || !Double.isFinite(value)) {
                open = false;
                continue;
            }
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", open ? "L" : "M", x(i), y(value)));
            open = true;
            points.append(String.format(
                    Locale.ROOT,
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"><title>%s, %s: %s</title></circle>",
                    x(i),
                    y(value),
                    text(series.name()),
                    text(plot.labels().get(i)),
                    Figures.of(value)));
        }
        add("<g class=\"series series-%d\"><path d=\"%s\"/>", place, path);
        svg.append(series.values().size() <= MOST_POINTS ? points : "").append("</g>");
    }

    private double x(int place) {
        int count = plot.labels().size();
        double width = WIDTH - RIGHT - LEFT;
        return LEFT + (count == 1 ? width / 2 : width * (place + 0.5 / count) / (count - 1 + 1.0 / count));
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - scale.share(value));
    }

    private void add(String format, Object... parts) {
        svg.append(String.format(Locale.ROOT, format, parts));
    }

    private static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
