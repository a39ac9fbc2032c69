package io.orchestrator.sdk;

import java.util.List;
import java.util.Map;

/** Says whether a staged version is fit to be published. Runs in the task's process, after its code, before its success. */
public interface DatasetCheck {

    /** By which its results are found over versions; of one dataset each has another. */
    String name();

    /**
     * Looks at what was staged.
     *
     * @throws Exception if it cannot tell; the task fails then, and nothing is published
     */
    Result run(Staging staged) throws Exception;

    /**
     * What a check has found.
     *
     * @param passed whether the version may be published; otherwise it is put into quarantine and the task fails
     * @param summary a sentence
     * @param details plain values for its page, at most 256 KiB as JSON, such as the result of a Great Expectations suite
     * @param sample rows that are not as expected, at most 20, by column
     */
    record Result(boolean passed, String summary, Map<String, ?> details, List<Map<String, ?>> sample) {

        public Result {
            sample = List.copyOf(sample);
        }

        public static Result passed(String summary) {
            return new Result(true, summary, Map.of(), List.of());
        }

        public static Result failed(String summary) {
            return new Result(false, summary, Map.of(), List.of());
        }
    }
}
