package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.agent.text.AgentMessages;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of methods that are woven only because patterns select them; in a dry run, to none. Classes whose class loader was
 * collected do not count. Safe for use by many threads, and without lambdas, since it is used while a program starts.
 */
final class PatternLimit implements ClassLoaderMap.Expiry<Map<String, Integer>> {
    private volatile int max;
    private final boolean isDryRun;
    private final AtomicInteger methods = new AtomicInteger();
    /** Classes are woven again whenever an observer attaches or detaches: each counts once. */
    private final ClassLoaderMap<Map<String, Integer>> byLoader = new ClassLoaderMap<>(this);

    private final AtomicBoolean warned = new AtomicBoolean();

    PatternLimit(AgentConfig config) {
        this.max = config.maxMethods();
        this.isDryRun = config.isDryRun();
    }

    /** Changes the limit, for classes that are woven from now on. */
    void change(int newMax) {
        max = newMax;
        warned.set(false);
    }

    /** Counts the methods of a class, and returns the plan without those that must not be woven. */
    WeavingPlan apply(WeavingPlan plan, ClassLoader loader, String className) {
        int wanted = plan.countByPattern();
        Map<String, Integer> classes = byLoader.get(loader);
        if (wanted == 0 && classes == null) {
            return plan;
        }
        if (classes == null) {
            classes = byLoader.putIfAbsent(loader, new ConcurrentHashMap<>());
        }
        Integer counted = wanted == 0 ? classes.remove(className) : classes.put(className, wanted);
        int now = methods.addAndGet(counted == null ? wanted : wanted - counted);
        if (wanted == 0) {
            return plan;
        }
        if (isDryRun) {
            return plan.withoutPatterns("a pattern selects it, and this is a dry run");
        }
        if (now > max) {
            byLoader.releaseCollected();
            now = methods.get();
        }
        if (now <= max) {
            return plan;
        }
        classes.remove(className);
        methods.addAndGet(-wanted);
        if (warned.compareAndSet(false, true)) {
            AgentMessages.print("argument [include] selects more than [" + max + "] methods; those of class ["
                    + className.replace('/', '.') + "], and possibly others, are not woven; narrow it or raise [max]");
        }
        return plan.withoutPatterns(WeavingReport.OVER_LIMIT + "[" + max + "] methods");
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        byLoader.releaseEnqueued();
    }

    @Override
    public void expired(Map<String, Integer> classes) {
        for (int count : classes.values()) {
            methods.addAndGet(-count);
        }
    }

    /** Returns how many methods of how many classes are selected by patterns only. */
    @Override
    public String toString() {
        int classes = 0;
        for (Map<String, Integer> ofLoader : byLoader.values()) {
            classes += ofLoader.size();
        }
        return methods.get() + " methods of " + classes + " classes";
    }
}
