package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Newsroom;
import com.acme.orders.Order;
import dev.observatory.agent.attach.WatchPatterns;
import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.config.ConfigParser;
import dev.observatory.event.Event;
import java.lang.ref.WeakReference;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;

class PatternLimitTest {
    private static final ClassLoader LOADER = PatternLimitTest.class.getClassLoader();

    private static WeavingPlan plan(String pattern) {
        return plan(Order.class, pattern);
    }

    private static WeavingPlan plan(Class<?> type, String pattern) {
        return WeavingPlanner.plan(
                new ClassReader(ClassFileLocator.ForClassLoader.read(type)),
                new ObservableFieldIndex().known(),
                false,
                true,
                WatchPatterns.selection(List.of(pattern), List.of()),
                MemberDemand.ALL);
    }

    @Test
    void classThatIsWovenAgainCountsOnce() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1000"));
        int methods = plan("com.acme.orders.Order").countByPattern();
        assertThat(methods).isPositive();

        limit.apply(plan("com.acme.orders.Order"), LOADER, "com/acme/orders/Order");
        limit.apply(plan("com.acme.orders.Order"), LOADER, "com/acme/orders/Order");

        assertThat(limit).hasToString(methods + " methods of 1 classes");
    }

    @Test
    void classThatIsNoLongerSelectedDoesNotCount() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1000"));

        limit.apply(plan("com.acme.orders.Order"), LOADER, "com/acme/orders/Order");
        limit.apply(plan("com.acme.Other"), LOADER, "com/acme/orders/Order");

        assertThat(limit).hasToString("0 methods of 0 classes");
    }

    private static WeakReference<ClassLoader> appliedForDiscarded(PatternLimit limit) {
        ClassLoader discarded = new ClassLoader() {};
        limit.apply(plan("com.acme.orders.Order"), discarded, "com/acme/orders/Order");
        return new WeakReference<>(discarded);
    }

    @Test
    void classesOfCollectedClassLoadersDoNotCount() {
        int methods = plan("com.acme.orders.Order").countByPattern();
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=" + 2 * methods));
        limit.apply(plan("com.acme.orders.Order"), LOADER, "com/acme/orders/Order");
        WeakReference<ClassLoader> loader = appliedForDiscarded(limit);
        while (!loader.refersTo(null)) {
            System.gc();
        }

        WeavingPlan next = limit.apply(plan("com.acme.orders.Order"), new ClassLoader() {}, "com/acme/orders/Order");

        assertThat(next.countByPattern()).isEqualTo(methods);
        assertThat(limit).hasToString(2 * methods + " methods of 2 classes");
    }

    /** A tagged constructor that calls others, which only a pattern selects. */
    static final class Parcel {
        @Event
        Parcel(int grams) {
            this(grams + " g");
        }

        Parcel(String label) {
            requireNonNull(label);
        }

        Parcel() {
            this("?");
        }
    }

    /** A class whose constructors only a pattern selects. */
    static final class Letter {
        Letter(String label) {
            requireNonNull(label);
        }
    }

    @Test
    void constructorBeyondTheLimitStillReportsItsExceptionsToTheTaggedOneThatCalledIt() {
        WeavingPlan plan = plan(Parcel.class, Parcel.class.getName() + "#new");

        WeavingPlan limited = new PatternLimit(ConfigParser.parse("max=1")).apply(plan, LOADER, "Parcel");

        assertThat(plan.countByPattern()).isEqualTo(2);
        assertThat(limited.countByPattern()).isZero();
        assertThat(limited.weaves("<init>(I)V")).isTrue();
        assertThat(limited.weaves("<init>(Ljava/lang/String;)V")).isTrue();
    }

    @Test
    void dryRunWeavesNoConstructorThatOnlyAPatternSelects() {
        WeavingPlan plan = plan(Letter.class, Letter.class.getName() + "#new");

        WeavingPlan limited = new PatternLimit(ConfigParser.parse("dryrun=true")).apply(plan, LOADER, "Letter");

        assertThat(plan.countByPattern()).isEqualTo(1);
        assertThat(limited.weavesAny()).isFalse();
    }

    @Test
    void publisherBeyondTheLimitStillPublishes() {
        PatternLimit limit = new PatternLimit(ConfigParser.parse("max=1"));
        WeavingPlan plan = plan(Newsroom.class, "com.acme.Newsroom");

        WeavingPlan limited = limit.apply(plan, LOADER, "com/acme/Newsroom");

        assertThat(plan.countByPattern()).isGreaterThan(1);
        assertThat(limited.countByPattern()).isZero();
        assertThat(limited.skippedByPattern()).hasSize(plan.countByPattern());
        assertThat(limited.weaves("whistle(Ljava/lang/String;)Ljava/lang/String;"))
                .isTrue();
    }
}
