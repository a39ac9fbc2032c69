package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What of the grid somebody asks for. Whatever an address leaves out is null and gets its usual value.
 *
 * @param runs how many, the newest of them last
 * @param before only runs with a smaller key; null: the newest
 * @param open the groups and mapped tasks that are not folded, with commas; null: as usual
 * @param find only tasks whose id has this in it
 * @param from the first row of the part that is sent
 */
record GridAsked(
        @Nullable Integer runs,
        @Nullable Long before,
        @Nullable String open,
        @Nullable String find,
        @Nullable Integer from) {

    static final int FEWEST_RUNS = 5;
    static final int USUAL_RUNS = 25;
    static final int MOST_RUNS = 100;
    private static final String NOTHING = "-";

    int number() {
        return Math.clamp(Objects.requireNonNullElse(runs, USUAL_RUNS), FEWEST_RUNS, MOST_RUNS);
    }

    String text() {
        return Objects.requireNonNullElse(find, "").strip();
    }

    int firstRow() {
        return Math.max(0, Objects.requireNonNullElse(from, 0));
    }

    Set<String> openOr(Set<String> usual) {
        return open == null ? usual : Arrays.stream(open.split(",")).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The grid's address with all that was asked for, but not which part of its rows. */
    String address(String dagId) {
        var address = Links.with(Links.dag(dagId), "runs", number() == USUAL_RUNS ? "" : number());
        address = Links.with(address, "before", before == null ? "" : before);
        address = Links.with(address, "find", text());
        return Links.with(address, "open", Objects.requireNonNullElse(open, ""));
    }

    /** The same with other things open. */
    String withOpen(String dagId, Set<String> other) {
        return Links.with(address(dagId), "open", other.isEmpty() ? NOTHING : String.join(",", other));
    }

    /** The same with one thing folded that was open, or open that was folded. */
    String toggled(String dagId, Set<String> nowOpen, String id) {
        var other = new TreeSet<>(nowOpen);
        if (!other.remove(id)) {
            other.add(id);
        }
        return withOpen(dagId, other);
    }
}
