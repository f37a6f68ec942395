package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.HostileObservers;
import com.acme.Meddlers;
import com.acme.Permissionless;
import com.acme.Tags;
import com.acme.Unweavable;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramUnharmedIT {

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "3"})
    void aProgramWithNothingTaggedRunsAsWithoutTheAgent(String exitCode) {
        String[] arguments = exitCode.isEmpty() ? new String[0] : new String[] {exitCode};

        ForkedJvm.Result plain = ForkedJvm.withoutAgent().run(Empty.class.getName(), arguments);
        ForkedJvm.Result woven = ForkedJvm.withAgent().run(Empty.class.getName(), arguments);

        assertThat(woven).isEqualTo(plain);
        assertThat(woven.err()).isEmpty();
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void programWithoutAnyPermissionRunsAsWithoutASecurityManager() {
        ForkedJvm.Result free = ForkedJvm.withoutAgent().run(Permissionless.class.getName());
        ForkedJvm.Result denied =
                ForkedJvm.withoutAgent().with("-Djava.security.manager").run(Permissionless.class.getName());

        assertThat(free.lines()).containsExactly("3", "hello world", "defined {first=3} 7", "7");
        assertThat(denied.lines()).isEqualTo(free.lines());
    }

    @Test
    void whatCannotBeWovenIsNamedWithItsReasonAndTheRestIsWoven() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(Unweavable.class.getName());

        assertThat(result.exit()).isZero();
        assertThat(result.lines()).containsExactly("false", "false", "woven");
        assertThat(result.err().lines())
                .containsExactlyInAnyOrder(
                        "[observatory] not woven: com.acme.Unweavable.unwritten()I: "
                                + "it is abstract; tag the methods that implement it",
                        "[observatory] not woven: com.acme.Unweavable.foreign()I: "
                                + "it is native and has no bytecode");
    }

    @Test
    void tagsOfAnUnobservedEventDoNotLandOnTheOneAroundIt() {
        List<String> lines = ForkedJvm.withAgent().linesOf(Tags.class);

        assertThat(lines)
                .containsExactly(
                        "inside inner: false",
                        "inside inner: false",
                        "COMPLETED outer[] = null {outer=1, in lambda=1, helper=outer}",
                        "inside inner: true",
                        "COMPLETED inner[] = null {inner=1, helper=inner, item=unseen}",
                        "COMPLETED outer[] = null {outer=1, in lambda=1, helper=outer}");
    }

    @Test
    void hostileObserversNeverReachTheProgram() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(HostileObservers.class.getName());

        assertThat(result.lines())
                .containsExactly("still observed: 2", "2", "still observed: null", "negative 0 count main", "errors 6");
        assertThat(result.exit()).isZero();
    }

    @Test
    void observersCannotChangeEventDataAndABlockedOneDelaysNoOther() {
        List<String> lines = ForkedJvm.withAgent().linesOf(Meddlers.class);

        assertThat(lines)
                .containsExactly(
                        "[no, no, no, no, no, no, no, no, no, no] {first=a, second=1, third=c} "
                                + "{extra=kept} {tag=kept}",
                        "a1c",
                        "a1c",
                        "others went on: 5050, woven true, heard 101 1 1",
                        "released 2");
    }

    @Test
    void anUnknownArgumentIsNamedAndTheProgramStarts() {
        ForkedJvm.Result result = new ForkedJvm(
                        List.of("-javaagent:" + ForkedJvm.agentJar() + "=colour=blue"),
                        ForkedJvm.withAgent().classPath())
                .run(Empty.class.getName());

        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly(
                        "[observatory] argument [colour] is not known and was ignored; did you mean [config]?");
    }

    @Test
    void theJarByItselfSaysHowToUseIt() {
        ForkedJvm jar = new ForkedJvm(List.of("-jar"), List.of());

        ForkedJvm.Result help = jar.run(ForkedJvm.agentJar().toString(), "--help");
        ForkedJvm.Result wrong = jar.run(ForkedJvm.agentJar().toString(), "--hepl");

        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .startsWith("Observes a running Java program and leaves nothing behind.")
                .contains("java -javaagent:observatory-agent.jar");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err().strip())
                .isEqualTo("Unknown option: '--hepl'\nPossible solutions: --help\nTry [observatory --help]");
    }
}
