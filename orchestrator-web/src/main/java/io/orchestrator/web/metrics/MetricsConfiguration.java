package io.orchestrator.web.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps the figures. Spring Boot's own metrics stay away: they would watch each filter of each request, which costs more than
 * the engine's work for it.
 */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry figures() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        List<MeterBinder> machine = List.of(
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new FileDescriptorMetrics(),
                new UptimeMetrics());
        machine.forEach(one -> one.bindTo(registry));
        return registry;
    }

    /** It listens to the collector until the server ends. */
    @Bean
    JvmGcMetrics pausesOfTheCollector(PrometheusMeterRegistry figures) {
        var pauses = new JvmGcMetrics();
        pauses.bindTo(figures);
        return pauses;
    }
}
