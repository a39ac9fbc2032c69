package io.orchestrator.web.layout;

import org.springframework.stereotype.Component;

/** The words for states, wherever a page names one. */
@Component("words")
public class States {

    /** For templates. */
    public String state(String key) {
        return words(key);
    }

    /** {@code up_for_retry} becomes {@code up for retry}. */
    public static String words(String key) {
        return key.equals("none") ? "waiting" : key.replace('_', ' ');
    }
}
