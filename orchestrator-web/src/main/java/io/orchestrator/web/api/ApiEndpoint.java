package io.orchestrator.web.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers programs, with Airflow's paths and shapes: {@code /api/v2/...}. What Airflow has nothing like is below
 * {@code /api/orchestrator/v1/...}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RestController
public @interface ApiEndpoint {}
