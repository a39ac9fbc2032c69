package io.orchestrator.web.dag.layout;

import io.orchestrator.web.dag.layout.GraphPicture.Box;
import io.orchestrator.web.dag.layout.GraphPicture.Frame;
import io.orchestrator.web.dag.layout.GraphPicture.Line;
import io.orchestrator.web.dag.layout.GraphPicture.Point;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.web.util.HtmlUtils;

/** Writes a picture as SVG: the place of everything is the picture's, its look is the caller's. */
public final class GraphSvg {

    private static final double ROUNDING = 8;

    private GraphSvg() {}

    /**
     * How one task looks.
     *
     * @param state the key of a task state, or empty: the graph is shown without a run
     * @param about a few words under the task's id
     * @param href where a click leads, or empty
     * @param kind more classes for the style sheet, or empty
     */
    public record Look(String state, String about, String href, String kind) {

        public Look(String state, String about, String href) {
            this(state, about, href, "");
        }
    }

    /**
     * The picture as markup; every text in it is escaped.
     *
     * @param looks of tasks, by their ids
     * @param groups of folded groups, by their ids
     * @param fold where a group is folded, by its id
     */
    public static String of(
            GraphPicture picture,
            String title,
            Function<String, Look> looks,
            Function<String, Look> groups,
            UnaryOperator<String> fold) {
        var svg = new StringBuilder(64 + picture.boxes().size() * 420);
        svg.append("<svg class=\"graph\" role=\"group\" aria-label=\"")
                .append(escape(title))
                .append("\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\">"
                        .formatted(picture.width(), picture.height()));
        picture.frames().forEach(frame -> frame(svg, frame, fold.apply(frame.groupId())));
        picture.lines().forEach(line -> line(svg, line));
        picture.boxes().forEach(box -> box(svg, box, (box.group() ? groups : looks).apply(box.id())));
        return svg.append("</svg>").toString();
    }

    private static void frame(StringBuilder svg, Frame frame, String fold) {
        svg.append("<g class=\"group\" data-group=\"%s\" transform=\"translate(%d %d)\">"
                .formatted(escape(frame.groupId()), frame.x(), frame.y()));
        svg.append("<title>%s</title>".formatted(escape(frame.groupId())));
        svg.append(
                "<rect class=\"frame\" width=\"%d\" height=\"%d\" rx=\"9\"/>".formatted(frame.width(), frame.height()));
        svg.append(
                "<a href=\"%s\" aria-label=\"Fold %s\"><text class=\"group-name\" x=\"14\" y=\"20\">%s</text></a></g>"
                        .formatted(escape(fold), escape(frame.label()), escape(frame.label())));
    }

    private static void line(StringBuilder svg, Line line) {
        if (line.points().isEmpty()) {
            return;
        }
        var end = line.points().getLast();
        svg.append("<path class=\"edge%s\" d=\"%s\"/>"
                .formatted(line.carriesData() ? "" : " order", rounded(line.points())));
        svg.append("<path class=\"arrow\" d=\"M%1$.1f %2$.1fl-7 -4v8z\"/>".formatted(end.x(), end.y()));
    }

    /** Corners as short curves, each no longer than half of the piece it lies on. */
    private static String rounded(List<Point> points) {
        var path = new StringBuilder(move("M", points.getFirst()));
        for (int i = 1; i < points.size() - 1; i++) {
            var corner = points.get(i);
            path.append(move("L", towards(corner, points.get(i - 1))));
            path.append(move("Q", corner)).append(move(" ", towards(corner, points.get(i + 1))));
        }
        return path.append(move("L", points.getLast())).toString();
    }

    private static Point towards(Point corner, Point other) {
        double length = Math.hypot(other.x() - corner.x(), other.y() - corner.y());
        double share = length == 0 ? 0 : Math.min(ROUNDING, length / 2) / length;
        return new Point(corner.x() + (other.x() - corner.x()) * share, corner.y() + (other.y() - corner.y()) * share);
    }

    private static String move(String verb, Point point) {
        return "%s%.1f %.1f".formatted(verb, point.x(), point.y());
    }

    private static void box(StringBuilder svg, Box box, Look look) {
        var id = escape(box.id());
        var state = look.state().isEmpty() ? "" : " state-" + escape(look.state());
        var kind = look.kind().isEmpty() ? "" : " " + escape(look.kind());
        svg.append("<g class=\"node%s%s%s\" data-%s=\"%s\" transform=\"translate(%d %d)\">"
                .formatted(
                        box.group() ? " folded" : "",
                        state,
                        kind,
                        box.group() ? "group" : "task",
                        id,
                        box.x(),
                        box.y()));
        var linked = !look.href().isEmpty();
        if (linked) {
            svg.append("<a href=\"%s\">".formatted(escape(look.href())));
        }
        svg.append("<title>%s%s</title>".formatted(id, look.about().isEmpty() ? "" : ": " + escape(look.about())));
        svg.append("<rect class=\"box\" width=\"%d\" height=\"%d\" rx=\"7\"/>".formatted(box.width(), box.height()));
        svg.append("<rect class=\"band\" x=\"8\" y=\"9\" width=\"4\" height=\"%d\" rx=\"2\"/>"
                .formatted(box.height() - 18));
        svg.append("<text class=\"name\" x=\"21\" y=\"%d\">%s</text>"
                .formatted(look.about().isEmpty() ? 28 : 20, escape(box.label())));
        if (!look.about().isEmpty()) {
            svg.append("<text class=\"about\" x=\"21\" y=\"36\">%s</text>".formatted(escape(look.about())));
        }
        svg.append(linked ? "</a></g>" : "</g>");
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
