package io.orchestrator.web.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What whoever asks for an address must be allowed. On a class it is for its addresses that only tell something; one that
 * changes something says it itself. An address without it is refused to everybody, and a test fails.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    Right value();
}
