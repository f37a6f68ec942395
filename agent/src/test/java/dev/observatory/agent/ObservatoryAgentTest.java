package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.observatory.agent.transform.WeavingTransformer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservatoryAgentTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @BeforeEach
    void captureErr() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreErr() {
        System.setErr(err);
    }

    private String[] warnings() {
        return printed.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }

    @Test
    void premainAddsOneTransformerAndNothingElse() {
        Instrumentation instrumentation = mock(Instrumentation.class);

        ObservatoryAgent.install(null, instrumentation);

        verify(instrumentation).addTransformer(any(WeavingTransformer.class), eq(true));
        verifyNoMoreInteractions(instrumentation);
        assertThat(warnings()).isEmpty();
    }

    @Test
    void aFailureToStartIsReportedInOneLine() {
        Instrumentation instrumentation = mock(Instrumentation.class);
        doThrow(new UnsupportedOperationException("no")).when(instrumentation).addTransformer(any(), eq(true));

        ObservatoryAgent.install("", instrumentation);

        assertThat(warnings())
                .containsExactly("[observatory] the agent could not start, the program runs unobserved: "
                        + "java.lang.UnsupportedOperationException: no");
    }
}
