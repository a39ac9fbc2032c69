package io.orchestrator.web.dag;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A build of a bundle. Read-only. */
@Entity
@Immutable
@Table(name = "bundle_build")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class BundleBuildRow {
    @Id
    private String build;

    private String bundle;

    private String manifest;

    private Instant createdAt;

    protected BundleBuildRow() {}

    public String build() {
        return build;
    }

    public String bundle() {
        return bundle;
    }

    /** A {@code BundleManifest} as JSON. */
    public String manifest() {
        return manifest;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
