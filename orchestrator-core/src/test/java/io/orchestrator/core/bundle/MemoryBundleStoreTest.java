package io.orchestrator.core.bundle;

class MemoryBundleStoreTest extends BundleStoreContract {

    private final MemoryBundleStore store = new MemoryBundleStore();

    @Override
    BundleStore store() {
        return store;
    }
}
