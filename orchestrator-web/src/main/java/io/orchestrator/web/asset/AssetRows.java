package io.orchestrator.web.asset;

import io.orchestrator.web.database.ReadRows;

/** Reads assets. */
interface AssetRows extends ReadRows<AssetRow, Long> {}
