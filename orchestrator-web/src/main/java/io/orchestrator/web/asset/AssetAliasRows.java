package io.orchestrator.web.asset;

import io.orchestrator.web.database.ReadRows;

/** Reads aliases of assets. */
interface AssetAliasRows extends ReadRows<AssetAliasRow, Long> {}
