package io.orchestrator.web.dataset;

import io.orchestrator.web.api.ApiRefusal;
import java.util.regex.Pattern;

/** Which names tags of versions may have. */
final class TagNames {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.-]{1,200}");

    private TagNames() {}

    /** @throws ApiRefusal 400 if it is not allowed */
    static String checked(String tag) {
        if (!ALLOWED.matcher(tag).matches()) {
            throw ApiRefusal.badRequest("The tag `%s` is not allowed: use letters, digits and _ . -".formatted(tag));
        }
        return tag;
    }
}
