package io.orchestrator.bench.check;

import java.util.List;

/** One thing that must hold of every history. */
interface Rule {

    List<Violation> check(History history);
}
