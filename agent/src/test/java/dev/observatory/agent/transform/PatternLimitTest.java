package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Order;
import dev.observatory.agent.attach.WatchPatterns;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.SuperConstructorIndex;
import dev.observatory.agent.config.AgentConfig;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class PatternLimitTest {
    private static WeavingPlan plan(String pattern) {
        return WeavingPlan.of(
                new ClassReader(ClassFileLocator.ForClassLoader.read(Order.class)),
                new ObservableFieldIndex(),
                new SuperConstructorIndex(),
                true,
                WatchPatterns.selection(List.of(pattern), List.of()));
    }

    @Test
    void aClassThatIsWovenAgainCountsOnce() {
        PatternLimit limit = new PatternLimit(AgentConfig.parse("max=1000"));
        int methods = plan("com.acme.orders.Order").byName();
        assertThat(methods).isPositive();

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");

        assertThat(limit).hasToString(methods + " methods of 1 classes");
    }

    @Test
    void aClassThatIsWovenNoMoreDoesNotCount() {
        PatternLimit limit = new PatternLimit(AgentConfig.parse("max=1000"));

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.Other"), "com/acme/orders/Order");

        assertThat(limit).hasToString("0 methods of 0 classes");
    }
}
