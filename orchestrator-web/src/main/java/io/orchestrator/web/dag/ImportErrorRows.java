package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Reads import errors. */
public interface ImportErrorRows extends ReadRows<ImportErrorRow, UUID> {

    List<ImportErrorRow> findByBundleIn(Collection<String> bundles);
}
