package io.orchestrator.web.monitor;

import io.orchestrator.web.layout.Links;
import io.orchestrator.web.monitor.DagListView.Filter;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Every DAG, what it did last and when it runs next. */
@Controller
@Needs(Right.SEE)
class DagListPages {

    private final DagList list;

    DagListPages(DagList list) {
        this.list = list;
    }

    @GetMapping(Links.DAGS)
    String show(Asked asked, Model model) {
        model.addAttribute("view", asked.view(list));
        return "dag/list";
    }

    /** The part that refreshes itself. */
    @GetMapping(path = Links.DAGS, headers = "HX-Request=true")
    String part(Asked asked, Model model) {
        model.addAttribute("view", asked.view(list));
        return "dag/list :: list";
    }

    /** The query of the address, as it was typed: nothing in it need be there. */
    record Asked(
            @Nullable String q,
            @Nullable String tag,
            @Nullable String owner,
            @Nullable String status,
            @Nullable Integer page) {

        DagListView view(DagList list) {
            var filter = new Filter(
                    Objects.requireNonNullElse(q, "").strip(),
                    Objects.requireNonNullElse(tag, ""),
                    Objects.requireNonNullElse(owner, ""),
                    Objects.requireNonNullElse(status, "all"));
            return list.view(filter, Objects.requireNonNullElse(page, 1));
        }
    }
}
