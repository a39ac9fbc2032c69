package io.orchestrator.web.dag;

import io.orchestrator.web.layout.Links;
import java.util.List;

/** A tag of a DAG, which leads to the DAGs that have it. */
public record Tag(String name) {

    public static List<Tag> all(List<String> names) {
        return names.stream().map(Tag::new).toList();
    }

    public String href() {
        return Links.with(Links.DAGS, "tag", name);
    }
}
