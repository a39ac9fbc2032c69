package io.orchestrator.runner;

import io.orchestrator.protocol.Json;
import io.orchestrator.protocol.graph.SlotAnswer;
import io.orchestrator.protocol.graph.SlotQuestion;
import io.orchestrator.sdk.CustomTimetable;
import io.orchestrator.sdk.Dag;
import java.io.IOException;
import java.util.List;

/** Asks a DAG's timetable for slots: {@code --question FILE --out FILE}. */
public final class SlotsMain {

    private SlotsMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.parse(args);
        SlotQuestion question = Json.MAPPER.readValue(arguments.one("--question"), SlotQuestion.class);
        DescribeMain.write(arguments.one("--out").toAbsolutePath(), Json.MAPPER.writeValueAsBytes(answer(question)));
        // User code may have left threads and hooks behind.
        Runtime.getRuntime().halt(0);
    }

    private static SlotAnswer answer(SlotQuestion question) throws InterruptedException {
        try {
            Dag dag = new DagSourceClass(question.source()).dag(SlotsMain.class.getClassLoader());
            if (dag != null && dag.schedule() instanceof CustomTimetable timetable) {
                return SlotAsk.start(question, timetable).answer(SlotAsk.LIMIT);
            }
            return failed(
                    question,
                    question.source() + " defines no timetable in Java any more; it did when its bundle"
                            + " was described");
        } catch (DagSourceException e) {
            return failed(question, String.valueOf(e.getMessage()));
        }
    }

    private static SlotAnswer failed(SlotQuestion question, String error) {
        return new SlotAnswer(question.after(), List.of(), false, error);
    }
}
