package io.orchestrator.web.dag;

import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.stereotype.Component;

/** The import errors that whoever asks may see: all, or those of sources that define a DAG which they may see. */
@Component
public class VisibleErrors {

    private final Access access;

    VisibleErrors(Access access) {
        this.access = access;
    }

    public Specification<ImportErrorRow> filter() {
        if (access.everywhere(Right.SEE)) {
            return Specification.unrestricted();
        }
        Specification<DagRow> visible = access.rows("dagId", Right.SEE);
        return (error, query, build) -> {
            var there = query.subquery(Integer.class);
            var dag = there.from(DagRow.class);
            there.select(build.literal(1))
                    .where(
                            build.equal(dag.get("bundle"), error.get("bundle")),
                            build.equal(dag.get("source"), error.get("source")),
                            visible.toPredicate(dag, build.createQuery(DagRow.class), build));
            return build.exists(there);
        };
    }
}
