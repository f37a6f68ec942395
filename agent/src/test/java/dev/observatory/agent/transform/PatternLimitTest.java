package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Newsroom;
import com.acme.orders.Order;
import dev.observatory.agent.attach.WatchPatterns;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.config.ConfigParser;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class PatternLimitTest {
    private static WeavingPlan plan(String pattern) {
        return plan(Order.class, pattern);
    }

    private static WeavingPlan plan(Class<?> type, String pattern) {
        return WeavingPlanner.plan(
                new ClassReader(ClassFileLocator.ForClassLoader.read(type)),
                new ObservableFieldIndex().known(),
                false,
                true,
                WatchPatterns.selection(List.of(pattern), List.of()));
    }

    @Test
    void classThatIsWovenAgainCountsOnce() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1000"));
        int methods = plan("com.acme.orders.Order").countByPattern();
        assertThat(methods).isPositive();

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");

        assertThat(limit).hasToString(methods + " methods of 1 classes");
    }

    @Test
    void classThatIsNoLongerSelectedDoesNotCount() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1000"));

        limit.apply(plan("com.acme.orders.Order"), "com/acme/orders/Order");
        limit.apply(plan("com.acme.Other"), "com/acme/orders/Order");

        assertThat(limit).hasToString("0 methods of 0 classes");
    }

    @Test
    void publisherBeyondTheLimitStillPublishes() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1"));
        WeavingPlan plan = plan(Newsroom.class, "com.acme.Newsroom");

        WeavingPlan limited = limit.apply(plan, "com/acme/Newsroom");

        assertThat(plan.countByPattern()).isGreaterThan(1);
        assertThat(limited.countByPattern()).isZero();
        assertThat(limited.skippedByPattern()).hasSize(plan.countByPattern());
        assertThat(limited.weaves("whistle(Ljava/lang/String;)Ljava/lang/String;"))
                .isTrue();
    }
}
