package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Exits;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitIT {

    @ParameterizedTest
    @CsvSource({"exit, 7", "halt, 8", "fail, 1", "thread, 0"})
    void aProgramEndsAsWithoutTheAgent(String way, int code) {
        ForkedJvm.Result plain = ForkedJvm.withoutAgent().run(Exits.class.getName(), way);
        ForkedJvm.Result observed = ForkedJvm.withAgent().run(Exits.class.getName(), way);

        assertThat(observed).isEqualTo(plain);
        assertThat(plain.exit()).isEqualTo(code);
    }
}
