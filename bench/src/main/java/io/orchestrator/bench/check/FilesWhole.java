package io.orchestrator.bench.check;

import io.orchestrator.bench.check.Versions.File;
import io.orchestrator.bench.check.Versions.Stored;
import io.orchestrator.bench.check.Versions.Version;
import io.orchestrator.bench.check.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/** Every file that a version names lies in the lake with the bytes that were published. */
final class FilesWhole implements Rule {

    @Override
    public List<Violation> check(History history) {
        List<Violation> found = new ArrayList<>();
        for (Version version : history.versions().all()) {
            if (version.files().isEmpty()) {
                found.add(new Violation(Kind.HALF, "version %s has no files".formatted(version.name())));
            }
            for (File file : version.files()) {
                Stored stored = history.versions().objects().get(file.sha256());
                if (stored == null) {
                    found.add(wrong(version, file, "is not in the lake"));
                } else if (!stored.sha256().equals(file.sha256()) || stored.bytes() != file.bytes()) {
                    found.add(wrong(version, file, "is %s in the lake".formatted(stored)));
                }
            }
        }
        return found;
    }

    private static Violation wrong(Version version, File file, String what) {
        return new Violation(Kind.HALF, "%s of version %s %s".formatted(file, version.name(), what));
    }
}
