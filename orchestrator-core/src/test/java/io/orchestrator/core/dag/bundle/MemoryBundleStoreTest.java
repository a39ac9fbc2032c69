package io.orchestrator.core.dag.bundle;

class MemoryBundleStoreTest extends BundleStoreContract {

    private final MemoryBundleStore store = new MemoryBundleStore();

    @Override
    BundleStore store() {
        return store;
    }
}
