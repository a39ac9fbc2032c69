package io.orchestrator.sdk;

/**
 * A name for assets that are known only when a task runs: its code says which by {@link TaskContext#updated(AssetAlias, Asset,
 * java.util.Map)}. From then on the alias stands for those too.
 */
public record AssetAlias(String name, String group) implements AssetUse {

    public AssetAlias {
        AssetNames.check("name of an alias", name);
        AssetNames.check("group", group);
    }

    public static AssetAlias of(String name) {
        return new AssetAlias(name, "asset");
    }
}
