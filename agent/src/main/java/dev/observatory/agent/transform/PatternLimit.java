package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.text.AgentMessages;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of methods that are woven only because patterns select them; in a dry run, to none. Safe for use by many threads,
 * and without lambdas, since it is used while a program starts.
 */
final class PatternLimit {
    private final int max;
    private final boolean isDryRun;
    private final AtomicInteger methods = new AtomicInteger();
    /** Classes are woven again whenever an observer attaches or detaches: each counts once. */
    private final Map<String, Integer> byClass = new ConcurrentHashMap<>();

    private final AtomicBoolean warned = new AtomicBoolean();

    PatternLimit(AgentConfig config) {
        this.max = config.maxMethods();
        this.isDryRun = config.isDryRun();
    }

    /** Counts the methods of a class, and returns the plan without those that must not be woven. */
    WeavingPlan apply(WeavingPlan plan, String className) {
        int wanted = plan.countByPattern();
        Integer counted = wanted == 0 ? byClass.remove(className) : byClass.put(className, Integer.valueOf(wanted));
        int more = counted == null ? wanted : wanted - counted;
        int now = methods.addAndGet(more);
        if (wanted == 0) {
            return plan;
        }
        if (isDryRun) {
            return plan.withoutPatterns("a pattern selects it, and this is a dry run");
        }
        if (now <= max) {
            return plan;
        }
        byClass.remove(className);
        methods.addAndGet(-wanted);
        if (warned.compareAndSet(false, true)) {
            AgentMessages.print("argument [include] selects more than [" + max + "] methods; those of class ["
                    + className.replace('/', '.') + "], and possibly others, are not woven; narrow it or raise [max]");
        }
        return plan.withoutPatterns("a pattern selects it, and patterns select more than [" + max + "] methods");
    }

    /** Returns how many methods of how many classes are selected by patterns only. */
    @Override
    public String toString() {
        return methods.get() + " methods of " + byClass.size() + " classes";
    }
}
