package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.ManyThreads;
import dev.observatory.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyThreadsIT {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    /** The JDK 21 to 23 pin virtual threads in synchronized code; woven calls have none. */
    @Test
    void noThreadIsPinnedMixedUpOrKept(@TempDir Path folder) {
        int threads = Runtime.version().feature() < FIRST_WITH_VIRTUAL_THREADS ? 500 : 100_000;

        List<String> lines = ForkedJvm.withAgent()
                .linesOf(
                        ManyThreads.class,
                        Integer.toString(threads),
                        folder.resolve("pinned.jfr").toString());

        assertThat(lines).containsExactly("heard " + threads * 11 + ", wrong 0, pinned 0", "left 0 Optional.empty");
    }
}
