package io.orchestrator.web.asset;

import io.orchestrator.web.database.ReadRows;

/** Reads events of assets. */
interface AssetEventRows extends ReadRows<AssetEventRow, Long> {}
