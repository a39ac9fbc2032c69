package io.orchestrator.protocol.runner;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.orchestrator.protocol.worker.LogLine;
import io.orchestrator.protocol.worker.Report;
import java.util.List;

/** Runner to worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromRunner.Ready.class, name = "ready"),
    @JsonSubTypes.Type(value = FromRunner.Log.class, name = "log"),
    @JsonSubTypes.Type(value = FromRunner.Done.class, name = "done")
})
public sealed interface FromRunner {

    /** The runner is up; sent once. */
    record Ready() implements FromRunner {}

    /** Lines of the attempt that is running, in order. Always sent before the {@link Done} of that attempt. */
    record Log(List<LogLine> lines) implements FromRunner {}

    /**
     * User code returned or threw.
     *
     * @param report {@link Report.Succeeded}, {@link Report.Failed}, {@link Report.Skipped}, {@link Report.NotYet} or {@link
     *     Report.Deferred}
     * @param reusable false: the runner must not be used again
     */
    record Done(Report report, boolean reusable) implements FromRunner {}
}
