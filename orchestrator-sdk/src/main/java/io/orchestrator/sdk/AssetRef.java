package io.orchestrator.sdk;

/** An asset that another DAG declares, by its name or its address alone. */
public sealed interface AssetRef extends AssetExpression.Leaf {

    static AssetRef named(String name) {
        return new Named(name);
    }

    static AssetRef at(String uri) {
        return new At(AssetNames.uri(uri));
    }

    /** By its name. */
    record Named(String name) implements AssetRef {
        public Named {
            AssetNames.check("name", name);
        }
    }

    /** By its address. */
    record At(String uri) implements AssetRef {}
}
