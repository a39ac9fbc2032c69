package io.orchestrator.sdk;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a params record may be, beyond its type. Checked when a run is triggered. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Param {

    /** What the form calls it; its name unless set. */
    String title() default "";

    /** Shown below the field, as Markdown. */
    String description() default "";

    /** The least number. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest number. */
    double max() default Double.POSITIVE_INFINITY;

    /** The fewest characters of a text, or elements of a list. */
    int minLength() default 0;

    /** The most characters of a text, or elements of a list. */
    int maxLength() default Integer.MAX_VALUE;

    /** A regular expression that is found in the text; anything unless set. */
    String pattern() default "";

    /** The texts that it can be; anything if empty. An enum needs none. */
    String[] oneOf() default {};
}
