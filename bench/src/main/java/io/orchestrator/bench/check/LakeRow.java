package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Version;
import java.util.Optional;

/**
 * What a task says of a file that it writes into a dataset, in the file's first line: {@code row DATASET KEY ATTEMPT READ}.
 *
 * @param key what the row is about; a dataset that only grows has each once
 * @param attempt that wrote it; {@code -}: the content is the same whoever writes it
 * @param read the version that it was made of, {@code DATASET@NUMBER}; {@code -}: none
 */
record LakeRow(String dataset, String key, String attempt, String read) {

    static final String NOTHING = "-";

    private static final int WORDS = 5;

    /** Empty: it is not there, or not ours. */
    static Optional<LakeRow> of(Versions versions, File file) {
        Versions.Stored stored = versions.objects().get(file.sha256());
        String[] words = stored == null ? new String[0] : stored.firstLine().split(" ");
        return words.length == WORDS && words[0].equals("row")
                ? Optional.of(new LakeRow(words[1], words[2], words[3], words[4]))
                : Optional.empty();
    }

    /** Whether the file belongs where it was found. */
    boolean isOf(Version version) {
        return dataset.equals(version.dataset())
                && (attempt.equals(NOTHING) || attempt.equals(version.attempt().toString()));
    }
}
