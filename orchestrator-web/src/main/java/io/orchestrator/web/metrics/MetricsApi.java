package io.orchestrator.web.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.orchestrator.web.api.ApiEndpoint;
import io.orchestrator.web.security.Needs;
import io.orchestrator.web.security.Right;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.web.bind.annotation.GetMapping;

/** All figures, as Prometheus reads them. They name DAGs, so whoever asks must be a viewer of all of them. */
@ApiEndpoint
@Needs(Right.WATCH)
class MetricsApi {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsApi.class);
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry figures;
    private final Gauges gauges;

    MetricsApi(PrometheusMeterRegistry figures, Gauges gauges) {
        this.figures = figures;
        this.gauges = gauges;
    }

    /** Without the database there are still those that this server has counted. */
    @GetMapping(path = "/api/orchestrator/v1/metrics", produces = TEXT)
    String show() {
        try {
            gauges.read();
        } catch (DataAccessException failure) {
            LOG.warn("The figures of the whole installation could not be read: {}", failure.getMessage());
        }
        return figures.scrape();
    }
}
