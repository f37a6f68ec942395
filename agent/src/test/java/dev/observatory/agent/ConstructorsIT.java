package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Constructors;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstructorsIT {
    @Test
    void x() {
        List<String> plain = ForkedJvm.withoutAgent().linesOf(Constructors.class);
        List<String> idle = ForkedJvm.withAgent().linesOf(Constructors.class);
        assertThat(idle).isEqualTo(plain);
        List<String> observed = ForkedJvm.withAgent().linesOf(Constructors.class, "observed");
        System.out.println(String.join("\n", observed));
        assertThat(observed).containsAll(plain);
    }
}
