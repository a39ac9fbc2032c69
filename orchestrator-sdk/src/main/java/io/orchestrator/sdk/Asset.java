package io.orchestrator.sdk;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that tasks produce and others wait for: a table, a file, a model. Two assets are the same if name and address are.
 * Of two with the same name, or the same address, only the one that was declared first can be used.
 */
public final class Asset implements AssetUse {

    private static final String USUAL_GROUP = "asset";

    private final String name;
    private final String uri;
    private final String group;
    private final Map<String, String> extra;

    private Asset(String name, String uri, String group, Map<String, String> extra) {
        this.name = name;
        this.uri = uri;
        this.group = group;
        this.extra = extra;
    }

    /** An asset whose address is its name. */
    public static Asset of(String name) {
        return of(name, name);
    }

    /**
     * @param name 1 to 1500 characters of ASCII
     * @param uri where it is, the same; user and password in it are dropped, and so are trailing slashes and what follows a #
     */
    public static Asset of(String name, String uri) {
        AssetNames.check("name", name);
        return new Asset(name, AssetNames.uri(uri), USUAL_GROUP, Map.of());
    }

    /** An asset whose name is its address. */
    public static Asset at(String uri) {
        String normalized = AssetNames.uri(uri);
        return new Asset(normalized, normalized, USUAL_GROUP, Map.of());
    }

    /** The same, of this kind: {@code model}; {@code asset} unless set. */
    public Asset group(String group) {
        AssetNames.check("group", group);
        return new Asset(name, uri, group, extra);
    }

    /** The same, with this to be seen with it. */
    public Asset extra(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(extra);
        more.put(key, value);
        return new Asset(name, uri, group, more);
    }

    @Override
    public String name() {
        return name;
    }

    /** Where it is, normalized. */
    public String uri() {
        return uri;
    }

    @Override
    public String group() {
        return group;
    }

    /** What comes before the colon of an address, in lower case; empty if there is none. */
    public static String schemeOf(String uri) {
        return AssetNames.scheme(uri);
    }

    /** What is to be seen with it. */
    public Map<String, String> extra() {
        return Map.copyOf(extra);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Asset asset && asset.name.equals(name) && asset.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, uri);
    }

    @Override
    public String toString() {
        return name.equals(uri) ? name : name + " (" + uri + ")";
    }
}
