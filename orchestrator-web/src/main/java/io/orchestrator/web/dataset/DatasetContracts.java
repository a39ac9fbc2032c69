package io.orchestrator.web.dataset;

import io.orchestrator.core.dataset.ContractUse;
import io.orchestrator.core.dataset.Contracts;
import io.orchestrator.core.dataset.jdbc.JdbcContracts;
import io.orchestrator.protocol.graph.ContractSpec;
import io.orchestrator.sdk.Contract;
import io.orchestrator.web.layout.Links;
import io.orchestrator.web.security.Access;
import io.orchestrator.web.security.Right;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is promised of a dataset, and who counts on it. */
@Component
class DatasetContracts {

    private final JdbcContracts contracts;
    private final Access access;

    DatasetContracts(JdbcContracts contracts, Access access) {
        this.contracts = contracts;
        this.access = access;
    }

    /**
     * What the page shows.
     *
     * @param by the task whose promise it is; empty: there is none
     */
    record View(String by, List<ContractSpec.Column> columns, List<String> checks, List<Reader> readers) {}

    /** @param missing what it counts on and is not promised; empty: nothing */
    record Reader(String name, String href, String missing) {}

    View of(DatasetAnswer dataset) {
        List<ContractUse> uses = contracts.uses(dataset.name());
        ContractUse writer = writer(dataset, uses);
        ContractSpec promised = writer == null ? null : writer.contract();
        List<Reader> readers = uses.stream()
                .filter(use -> !use.writes() && maySee(use.dagId()))
                .map(use -> new Reader(
                        use.dagId() + " · " + use.taskId(), Links.dag(use.dagId()), missing(use.contract(), promised)))
                .toList();
        return writer == null || promised == null
                ? new View("", List.of(), List.of(), readers)
                : new View(writer.dagId() + " · " + writer.taskId(), promised.columns(), promised.checks(), readers);
    }

    /** Of several who write it that one counts which has declared it. */
    private static @Nullable ContractUse writer(DatasetAnswer dataset, List<ContractUse> uses) {
        List<ContractUse> promising = uses.stream()
                .filter(use -> use.writes() && use.contract() != null)
                .toList();
        return promising.stream()
                .filter(use -> use.dagId().equals(dataset.dagId()))
                .findFirst()
                .orElse(promising.isEmpty() ? null : promising.getFirst());
    }

    private boolean maySee(String dagId) {
        String[] dags = access.dagArray(Right.SEE);
        return dags == null || Arrays.asList(dags).contains(dagId);
    }

    private static String missing(@Nullable ContractSpec counted, @Nullable ContractSpec promised) {
        return counted == null || promised == null
                ? ""
                : Contracts.breaks(counted, Objects.requireNonNull(promised)).stream()
                        .map(Contract.Break::toString)
                        .collect(Collectors.joining("; "));
    }
}
