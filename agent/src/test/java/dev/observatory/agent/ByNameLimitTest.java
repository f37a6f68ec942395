package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Order;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class ByNameLimitTest {
    private static ClassPlan plan(String pattern) {
        return ClassPlan.of(
                new ClassReader(ClassFileLocator.ForClassLoader.read(Order.class)),
                new ObservableFields(),
                new CalledConstructors(),
                true,
                Patterns.selection(List.of(pattern), List.of()));
    }

    @Test
    void aClassThatIsWovenAgainCountsOnce() {
        ByNameLimit limit = new ByNameLimit(AgentArguments.parse("max=1000"));
        int methods = plan("com.acme.orders.Order").byName();
        assertThat(methods).isPositive();

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");

        assertThat(limit).hasToString(methods + " methods of 1 classes");
    }

    @Test
    void aClassThatIsWovenNoMoreDoesNotCount() {
        ByNameLimit limit = new ByNameLimit(AgentArguments.parse("max=1000"));

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.Other"), "com/acme/orders/Order");

        assertThat(limit).hasToString("0 methods of 0 classes");
    }
}
