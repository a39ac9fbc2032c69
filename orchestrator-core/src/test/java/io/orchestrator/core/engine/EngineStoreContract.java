package io.orchestrator.core.engine;

/** Everything that every engine store promises; each implementation runs all of it. */
public interface EngineStoreContract
        extends RunStoreContract,
                TaskStoreContract,
                CatalogStoreContract,
                SessionStoreContract,
                ServerStoreContract,
                PoolStoreContract,
                BackfillStoreContract,
                AssetStoreContract,
                DatasetStoreContract {}
