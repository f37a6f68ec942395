package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.LateObservers;
import com.acme.Newsroom;
import com.acme.SelfConnecting;
import com.acme.Unheard;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that publish, and methods that are connected without being registered. */
class TaggedMethodsIT {

    @Test
    void resultsArePublishedWhileThereIsASubscriber() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(Newsroom.class.getName());

        assertThat(result.lines())
                .containsExactly(
                        "unheard 0:0",
                        "heard 1:0",
                        "heard once: 1:0",
                        "heard 5",
                        "5",
                        "thrown no score in whistle main",
                        "event twice {text=twice}",
                        "heard twice",
                        "twice",
                        "same stage: true",
                        "heard later",
                        "null unharmed",
                        "heard inner",
                        "tags {inside=true, score=inner}",
                        "heard 2:0",
                        "2:0",
                        "heard 3:0",
                        "unharmed by subscribers: 3:0 1",
                        "unheard 4:0");
        assertThat(result.err())
                .contains("linking com.acme.Newsroom.misprinted", "Topic [news..wrong]")
                .doesNotContain("whistle");
    }

    @Test
    void staticObserversAreConnectedWithoutBeingRegistered() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(SelfConnecting.class.getName(), "Late");

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .startsWith("ABOUT_TO_RUN [1]", "COMPLETED [1]", "hears word", "ABOUT_TO_RUN [2]", "COMPLETED [2]")
                .endsWith("late [3]");
    }

    @Test
    void staticObserversThatDoNotFitAreReportedAndDoNotAffectOthers() {
        ForkedJvm.Result result = ForkedJvm.withAgent().run(SelfConnecting.class.getName(), "Wrong");

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .contains("Static observers are not connected")
                .contains("[com.acme.SelfConnecting$Wrong.wrong(String)] takes [1] parameters;"
                        + " expected [static void wrong(EventData data)]");
    }

    @Test
    void staticObserversAreConnectedBeforeTheFirstEmissionAfterTheirClassWasLoaded() {
        List<String> lines = ForkedJvm.withAgent().linesOf(LateObservers.class);

        assertThat(lines)
                .containsExactly(
                        "own [0, 1, 2, 3, 4, 5]",
                        "passive [1]",
                        "initialized [hook 2, event 3]",
                        "procedure [event 4, exited 4]",
                        "impatient [0, impatient 1, impatient 2]");
    }

    @Test
    void theStaticObserversOfASettingAreConnectedAtTheStart() {
        String name = LateObservers.class.getName();
        ForkedJvm.Result result = ForkedJvm.withAgent("observers=" + name + "$Configured," + name + "$Misfit," + name
                        + "$Failing," + name + "$Passive,com.acme.Missing,com.acme.Unheard")
                .run(name, "status");

        assertThat(result.lines()).contains("configured [0]", "configured [3]", "passive [0, 1]");
        assertThat(result.lines())
                .contains(
                        "observers not connected: class [com.acme.Missing]: the system class loader does not find it; its"
                                + " observers are connected when another class loader loads it",
                        "observers not connected: class [com.acme.Unheard]: no static method of the class is tagged"
                                + " @Observes or @Subscribes",
                        "observers not connected: class [com.acme.LateObservers$Failing]:"
                                + " java.lang.ExceptionInInitializerError")
                .anyMatch(line -> line.startsWith("observers not connected: class [com.acme.LateObservers$Misfit]:")
                        && line.contains("expected [static void event(EventData data)]"));
        assertThat(result.err().lines().filter(line -> line.contains("observers not connected")))
                .hasSize(4);
        assertThat(result.exit()).isZero();
    }

    @Test
    void withoutAnAgentOneWarningSaysHowToStartIt() {
        ForkedJvm.Result result = ForkedJvm.withoutAgent().run(Unheard.class.getName());

        assertThat(result.lines()).containsExactly("false false 7");
        assertThat(result.err().lines().filter(line -> line.contains("-javaagent")))
                .hasSize(1);
        assertThat(result.err())
                .contains(
                        "WARNING: Event [com.acme.Unheard.work] will never fire: this JVM runs without the Observatory"
                                + " agent; start it with -javaagent:observatory-agent.jar");
    }
}
