package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.MemberKinds;
import dev.observatory.agent.testing.ForkedJvm;
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

        assertThat(idle.lines()).isEqualTo(plain.lines()).hasSize(1);
        assertThat(observed.lines()).containsAll(plain.lines());
        assertThat(ends)
                .containsExactly(
                        "COMPLETED prefix[] = hello ",
                        "COMPLETED suffix[3] = #3",
                        "COMPLETED greet[you] = hello you#3",
                        "COMPLETED shout[hey] = HEY",
                        "COMPLETED parse[+] = PLUS",
                        "COMPLETED apply[1, 2] = 3",
                        "COMPLETED parse[*] = TIMES",
                        "COMPLETED compareTo[Pair[first=b, second=2]] = -1",
                        "COMPLETED first[] = c",
                        "COMPLETED area[] = 12.0",
                        "COMPLETED next[6] = 7",
                        "COMPLETED kept[] = source",
                        "COMPLETED kept[] = numbers of source",
                        "COMPLETED next[41] = 42",
                        "COMPLETED call[] = 42",
                        "COMPLETED locked[3] = 3",
                        "COMPLETED monitor[] = held true",
                        "COMPLETED classLocked[] = true",
                        "COMPLETED lambdas[[ccc, b]] = [b1, ccc0] {last=b, in lambda=true}",
                        "COMPLETED finallyWins[7] = 14",
                        "COMPLETED finallyWins[0] = 2002",
                        "COMPLETED finallyWins[20] = -6",
                        "COMPLETED mixed[1, 2.5, 2, [1, 2, x]] = 11",
                        "COMPLETED toString[] = anonymous",
                        "COMPLETED use[] = anonymous0",
                        "CRASHED rethrows[java.io.IOException: mine] ! java.io.IOException: mine");
        assertThat(observed.err().lines())
                .containsExactly("[observatory] not woven: com.acme.MemberKinds$Shape.area()D: it is abstract; tag the"
                        + " methods that implement it");
    }
}
