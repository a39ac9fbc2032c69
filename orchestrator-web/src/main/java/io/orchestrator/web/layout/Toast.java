package io.orchestrator.web.layout;

/**
 * A sentence about what was just done, or why it was not. It appears on the next page, as the flash attribute
 * {@link #NAME}.
 */
public record Toast(boolean good, String text) {

    public static final String NAME = "toast";

    public static Toast done(String text) {
        return new Toast(true, text);
    }

    public static Toast refused(String text) {
        return new Toast(false, text);
    }
}
