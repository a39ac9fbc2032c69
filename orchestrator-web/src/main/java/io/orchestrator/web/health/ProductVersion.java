package io.orchestrator.web.health;

import java.util.Objects;

/** Which version of the product this is. */
public final class ProductVersion {

    /** Outside of a jar, as in tests, there is none: {@code development}. */
    public static final String TEXT =
            Objects.requireNonNullElse(ProductVersion.class.getPackage().getImplementationVersion(), "development");

    private ProductVersion() {}
}
