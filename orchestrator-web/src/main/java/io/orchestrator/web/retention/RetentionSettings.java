package io.orchestrator.web.retention;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param days how long runs are kept after the 30 days in which they were created have ended; 0: for ever */
@ConfigurationProperties("orchestrator.retention")
record RetentionSettings(@DefaultValue("0") int days) {}
