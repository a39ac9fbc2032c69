package io.orchestrator.web.dag;

import io.orchestrator.web.database.ReadRows;

/** Reads builds of bundles. */
public interface BundleBuildRows extends ReadRows<BundleBuildRow, String> {}
