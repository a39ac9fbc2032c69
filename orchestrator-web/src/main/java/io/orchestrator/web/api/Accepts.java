package io.orchestrator.web.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an address of our own takes beside its path, for the description that the server gives of itself. Airflow's operations
 * need none: they take what Airflow's description says.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Accepts {

    /** Names of the parameters behind the question mark. */
    String[] query() default {};

    /** Names of the body's fields. */
    String[] body() default {};

    /** The body's type. */
    String type() default "application/json";
}
