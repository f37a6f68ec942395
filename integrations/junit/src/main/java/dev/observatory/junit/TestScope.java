package dev.observatory.junit;

import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.weave.AgentBridge;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A test, or a test class, that is under way, and what it has connected.
 *
 * <p>A connection belongs to the test whose class makes it; among several, as when tests run at once, to the one on the same
 * thread, and else to their class. One that a test class makes while it is constructed belongs to the test that the same thread
 * begins next.
 */
final class TestScope {
    private static final List<TestScope> OPEN = new CopyOnWriteArrayList<>();

    private final Set<Class<?>> hosts;
    /** Null for a scope of a class. */
    private final @Nullable Thread thread;

    private final SubscriptionGroup group = new SubscriptionGroup();
    private final List<Early> early = new CopyOnWriteArrayList<>();

    /** What was connected while an instance of a test class was made. */
    private record Early(Thread thread, Subscription connection) {}

    private TestScope(Class<?> testClass, @Nullable Thread thread) {
        this.hosts = hostsOf(testClass);
        this.thread = thread;
        AgentBridge.onNewConnection(TestScope::made);
        OPEN.add(this);
    }

    static TestScope ofClass(Class<?> testClass) {
        return new TestScope(testClass, null);
    }

    /**
     * A test that begins on this thread.
     *
     * @param hasOwnInstance whether the instance of the test class was made for this test alone
     */
    static TestScope ofTest(Class<?> testClass, boolean hasOwnInstance) {
        TestScope scope = new TestScope(testClass, Thread.currentThread());
        for (TestScope around : OPEN) {
            if (hasOwnInstance && around.thread == null && around.hosts.equals(scope.hosts)) {
                around.handEarlyOnesTo(scope);
            }
        }
        return scope;
    }

    SubscriptionGroup group() {
        return group;
    }

    /** Closes all that was connected, and forgets the test. */
    void close() {
        OPEN.remove(this);
        for (Early one : early) {
            one.connection().close();
        }
        group.close();
    }

    private void handEarlyOnesTo(TestScope test) {
        early.removeIf(one -> {
            boolean isOfTest = one.thread() == test.thread;
            if (isOfTest) {
                test.group.add(one.connection());
            }
            return isOfTest;
        });
    }

    private static void made(AutoCloseable made) {
        Subscription connection = (Subscription) made;
        Connector.Place place = OPEN.isEmpty() ? null : Connector.find();
        if (place == null) {
            return;
        }
        TestScope owner = ownerOf(place.type());
        if (owner == null) {
            return;
        }
        if (owner.thread == null && place.isConstructor()) {
            owner.early.add(new Early(Thread.currentThread(), connection));
        } else {
            owner.group.add(connection);
        }
    }

    private static @Nullable TestScope ownerOf(Class<?> connecting) {
        TestScope only = null;
        TestScope ofClass = null;
        int tests = 0;
        for (TestScope scope : OPEN) {
            if (!scope.hosts.contains(connecting.getNestHost())) {
                continue;
            }
            if (scope.thread == Thread.currentThread()) {
                return scope;
            }
            if (scope.thread == null) {
                ofClass = scope;
            } else {
                only = scope;
                tests++;
            }
        }
        return tests == 1 ? only : ofClass;
    }

    /** Those of the test class, of the classes around it, and of the super classes of all of them. */
    private static Set<Class<?>> hostsOf(Class<?> testClass) {
        Set<Class<?>> hosts = new HashSet<>();
        for (Class<?> outer = testClass; outer != null; outer = outer.getEnclosingClass()) {
            for (Class<?> type = outer; type != null && type != Object.class; type = type.getSuperclass()) {
                hosts.add(type.getNestHost());
            }
        }
        return hosts;
    }
}
