package io.orchestrator.core.decide;

import io.orchestrator.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** What pages call an instance of a mapped task whose author wrote down how. */
final class Labels {

    private Labels() {}

    /** @param said what the instance's own code called it, or null */
    static String of(String template, String taskId, int mapIndex, @Nullable String said) {
        String text = template.replace("{{task_id}}", taskId)
                .replace("{{map_index}}", Integer.toString(mapIndex))
                .replace("{{map_name}}", said == null ? Integer.toString(mapIndex) : said);
        return text.length() <= Limits.LABEL ? text : text.substring(0, Limits.LABEL);
    }
}
