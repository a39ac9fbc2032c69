package io.orchestrator.web.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The versions that an instance of a task has read and written, for its page. */
public record DatasetsOfTask(List<Place> read, List<Place> written) {

    public static final DatasetsOfTask NONE = new DatasetsOfTask(List.of(), List.of());

    /** A version. */
    public record Place(String name, String href) {}

    record Written(long id, String dataset, @Nullable Long number) {}

    static DatasetsOfTask of(List<DatasetAnswer.Use> read, List<Written> written) {
        return new DatasetsOfTask(
                read.stream()
                        .map(use -> new Place(
                                "%s · version %d%s"
                                        .formatted(
                                                use.dataset(),
                                                use.number(),
                                                use.as().isEmpty()
                                                        ? ""
                                                        : " · " + use.as().replace("@", "")),
                                DatasetLinks.version(use.dataset(), use.number())))
                        .toList(),
                written.stream()
                        .map(one -> one.number() == null
                                ? new Place(one.dataset() + " · in quarantine", DatasetLinks.quarantined(one.id()))
                                : new Place(
                                        "%s · version %d".formatted(one.dataset(), one.number()),
                                        DatasetLinks.version(one.dataset(), one.number())))
                        .toList());
    }

    public boolean isEmpty() {
        return read.isEmpty() && written.isEmpty();
    }
}
