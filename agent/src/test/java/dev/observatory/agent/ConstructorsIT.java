package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Constructors;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConstructorsIT {
    private static List<String> observed;

    @BeforeAll
    static void observe() {
        observed = ForkedJvm.withAgent().linesOf(Constructors.class, "observed");
    }

    @Test
    void theProgramSeesNoDifference() {
        List<String> plain = ForkedJvm.withoutAgent().linesOf(Constructors.class);

        assertThat(ForkedJvm.withAgent().linesOf(Constructors.class)).isEqualTo(plain);
        assertThat(observed).containsAll(plain);
    }

    @Test
    void aConstructorCompletesWithItsObject() {
        assertThat(observed)
                .startsWith(
                        "ABOUT_TO_RUN new Derived[5, label]",
                        "COMPLETED new Derived[5, label] = label {n=5}",
                        "EXITED new Derived[5, label] {n=5}")
                .endsWith("true com.acme.Constructors$Derived(int,java.lang.String) new Point");
    }

    @Test
    void exceptionsBeforeInsideAndAfterSuperAreReportedUnchanged() {
        assertThat(observed)
                .containsSubsequence(
                        "ABOUT_TO_RUN new Derived[13, label]",
                        "CRASHED new Derived[13, label] ! java.lang.ArithmeticException: unlucky",
                        "EXITED new Derived[13, label] crashed",
                        "ABOUT_TO_RUN new Derived[-1, label]",
                        "CRASHED new Derived[-1, label] ! java.lang.IllegalStateException: base -1",
                        "EXITED new Derived[-1, label] crashed",
                        "ABOUT_TO_RUN new Derived[-11, label]",
                        "CRASHED new Derived[-11, label] ! java.lang.IllegalStateException: root -11",
                        "EXITED new Derived[-11, label] crashed",
                        "ABOUT_TO_RUN new Derived[6, ]",
                        "CRASHED new Derived[6, ] ! java.lang.IllegalArgumentException: empty {n=6}",
                        "EXITED new Derived[6, ] crashed {n=6}");
    }

    @Test
    void aConstructorThatCallsAnotherIsAnEventAroundIt() {
        assertThat(observed)
                .containsSubsequence(
                        "ABOUT_TO_RUN by number[7]",
                        "ABOUT_TO_RUN new Derived[7, number 7]",
                        "EXITED new Derived[7, number 7] {n=7}",
                        "COMPLETED by number[7] = number 7",
                        "EXITED by number[7]",
                        "ABOUT_TO_RUN by number[-2]",
                        "ABOUT_TO_RUN new Derived[-2, number -2]",
                        "EXITED new Derived[-2, number -2] crashed",
                        "CRASHED by number[-2] ! java.lang.IllegalStateException: base -2",
                        "EXITED by number[-2] crashed",
                        "ABOUT_TO_RUN by number[99]",
                        "ABOUT_TO_RUN new Derived[99, ]",
                        "EXITED new Derived[99, ] crashed {n=99}",
                        "CRASHED by number[99] ! java.lang.IllegalArgumentException: empty",
                        "EXITED by number[99] crashed");
    }

    @Test
    void anExceptionOfAJdkClassInsideSuperIsReportedWithTheNextEvent() {
        assertThat(observed)
                .containsSubsequence(
                        "ABOUT_TO_RUN new Sized[-3]",
                        "CRASHED new Sized[-3] ! dev.observatory.event.UnobservedConstructorException: Constructor"
                                + " [com.acme.Constructors$Sized(int)] did not return: its call of super(…) or this(…)"
                                + " threw an exception that could not be observed; catch it where the object is created",
                        "EXITED new Sized[-3] crashed",
                        "ABOUT_TO_RUN new Planet[MARS, 0, 4]");
    }

    @Test
    void everyKindOfClassHasConstructors() {
        assertThat(observed)
                .contains(
                        "COMPLETED new Derived[built?] = built?",
                        "COMPLETED new Derived[8, anonymous] = anonymous {n=8}",
                        "COMPLETED new Sized[3] = []",
                        "COMPLETED new Planet[MARS, 0, 4] = MARS",
                        "COMPLETED new Planet[EARTH, 1, 3] = EARTH",
                        "COMPLETED new Point[1, 2] = Point[x=1, y=4]",
                        "CRASHED new Point[-1, 2] ! java.lang.IllegalArgumentException: left",
                        "COMPLETED new Named[a] = Named[name=a]",
                        "CRASHED new Named[null] ! java.lang.NullPointerException",
                        "COMPLETED new Generic[1.5, [x, z, y]] = generic z",
                        "COMPLETED new Inner[outer, t] = inner",
                        "COMPLETED new Local[2, 7] = local 9");
    }
}
