package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Anatomy;
import dev.observatory.agent.testing.ForkedJvm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reflection, serialization, results, exceptions and their traces: what a program can see of itself stays as it was. */
class SameViewIT {
    private static ForkedJvm.Result plain;

    @BeforeAll
    static void runUnwoven() {
        plain = ForkedJvm.withoutAgent().run(Anatomy.class.getName());

        assertThat(plain.err()).isEqualTo("unobserved\n");
        assertThat(plain.exit()).isZero();
        assertThat(plain.lines())
                .hasSize(319)
                .anyMatch(line -> line.matches("com.acme.Specimens.Account \\| serial \\| -?\\d{9,} .*"))
                .anyMatch(line -> line.contains("com.acme.Specimens$Mark[value=on a component]"));
    }

    @Test
    void aWovenProgramSeesItselfAsItWas() {
        ForkedJvm.Result woven = ForkedJvm.withAgent().run(Anatomy.class.getName());

        assertThat(woven.lines()).isEqualTo(plain.lines());
        assertThat(woven).isEqualTo(plain);
    }

    @Test
    void anObservedProgramSeesItselfAsItWas() {
        ForkedJvm.Result observed = ForkedJvm.withAgent().run(Anatomy.class.getName(), "observed");

        assertThat(observed.lines()).isEqualTo(plain.lines());
        assertThat(observed.err()).isEqualTo("observed\n");
    }
}
