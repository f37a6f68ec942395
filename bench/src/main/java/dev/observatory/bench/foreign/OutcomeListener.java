package dev.observatory.bench.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the outcome of every test to a file, one line each, sorted. JUnit discovers the listener; it does nothing unless
 * {@link #OUTCOMES} is set.
 */
public final class OutcomeListener implements TestExecutionListener {
    /** The system property with the path of the file for the outcomes. */
    static final String OUTCOMES = "observatory.foreign.outcomes";
    /** The system property with the path of the file for the event counts; if not set, no event is observed. */
    static final String OBSERVED = "observatory.foreign.observed";

    private final SortedMap<String, String> outcomes = new TreeMap<>();

    /** Creates the listener; called by JUnit. */
    public OutcomeListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        if (System.getProperty(OBSERVED) != null) {
            try {
                Class.forName(getClass().getPackageName() + ".EventCounter");
            } catch (ClassNotFoundException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String why = result.getThrowable()
                .map(thrown -> " " + thrown.getClass().getName())
                .orElse("");
        // A class or test factory counts only if it fails, because its tests are missing then.
        if (test.isTest() || result.getStatus() != Status.SUCCESSFUL) {
            note(test, result.getStatus() + why);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        note(test, "SKIPPED");
    }

    private synchronized void note(TestIdentifier test, String outcome) {
        outcomes.put(test.getUniqueId(), outcome);
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        try {
            write(OBSERVED, System.getProperty(OBSERVED) == null ? List.of() : EventCounter.counts());
            List<String> lines = new ArrayList<>();
            outcomes.forEach((test, outcome) -> lines.add(test + "\t" + outcome));
            write(OUTCOMES, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void write(String property, List<String> lines) throws IOException {
        String file = System.getProperty(property);
        if (file != null) {
            Files.write(Path.of(file), lines);
        }
    }
}
