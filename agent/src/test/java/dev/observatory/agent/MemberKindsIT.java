package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.MemberKinds;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberKindsIT {
    @Test
    void everyKindOfMethodIsOneEventAndKeepsItsOutcome() {
        ForkedJvm.Result plain = ForkedJvm.withoutAgent().run(MemberKinds.class.getName());
        ForkedJvm.Result idle = ForkedJvm.withAgent().run(MemberKinds.class.getName());
        ForkedJvm.Result observed = ForkedJvm.withAgent().run(MemberKinds.class.getName(), "observed");
        List<String> ends = observed.lines().stream()
                .filter(line -> line.startsWith("COMPLETED") || line.startsWith("CRASHED"))
                .toList();
        System.out.println(String.join("\n", observed.lines()) + observed.err());

        assertThat(idle.lines()).isEqualTo(plain.lines()).hasSize(1);
        assertThat(observed.lines()).containsAll(plain.lines());
        assertThat(ends).hasSize(1);
    }
}
