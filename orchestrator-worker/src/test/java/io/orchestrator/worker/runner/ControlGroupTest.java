package io.orchestrator.worker.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlGroupTest {

    @Test
    void theMemoryControllerOfVersion1IsFoundBelowItsMount() {
        assertThat(ControlGroup.of(
                        List.of("5:cpu:/", "4:memory,other:/a/b"),
                        List.of("30 25 0:26 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory")))
                .containsExactly(new ControlGroup(Path.of("/sys/fs/cgroup/memory/a/b"), false));
    }

    @Test
    void version2IsFoundBelowItsMount() {
        assertThat(ControlGroup.of(
                        List.of("0::/system.slice/worker.service"),
                        List.of("30 25 0:26 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,nsdelegate")))
                .containsExactly(new ControlGroup(Path.of("/sys/fs/cgroup/system.slice/worker.service"), true));
    }

    @Test
    void aMountOfOnlyAPartOfTheTreeIsSeenFromThere() {
        assertThat(ControlGroup.of(
                        List.of("4:memory:/docker/abc"),
                        List.of("30 25 0:26 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory")))
                .containsExactly(new ControlGroup(Path.of("/sys/fs/cgroup/memory"), false));
    }
}
