package io.orchestrator.web.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept.
 *
 * @param days how long runs are kept after the 30 days in which they were created have ended; 0: for ever
 * @param datasetVersions how many versions of each dataset are kept at least
 * @param datasetDays how long each version is kept at least; both 0: for ever
 */
@ConfigurationProperties("orchestrator.retention")
record RetentionSettings(
        @DefaultValue("0") int days,
        @DefaultValue("0") int datasetVersions,
        @DefaultValue("0") int datasetDays) {

    boolean keepsAllDatasets() {
        return datasetVersions <= 0 && datasetDays <= 0;
    }
}
