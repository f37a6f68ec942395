package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.text.AgentMessages;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the methods that are woven by name, and lets no more be woven than were asked for; on a dry run, none. */
final class PatternLimit {
    private final int max;
    private final boolean isDryRun;
    private final AtomicInteger methods = new AtomicInteger();
    /** Classes are woven again and again while somebody attaches and watches: each counts once. */
    private final Map<String, Integer> byClass = new ConcurrentHashMap<>();

    private final AtomicBoolean warned = new AtomicBoolean();

    PatternLimit(AgentConfig arguments) {
        this.max = arguments.maxMethods();
        this.isDryRun = arguments.isDryRun();
    }

    /** Takes out of the plan what is not to be woven. */
    void apply(WeavingPlan plan, String className) {
        int wanted = plan.byName();
        Integer counted = wanted == 0 ? byClass.remove(className) : byClass.put(className, Integer.valueOf(wanted));
        int more = counted == null ? wanted : wanted - counted;
        int now = methods.addAndGet(more);
        if (wanted == 0) {
            return;
        }
        if (isDryRun) {
            plan.skipByName("it is meant by name, and this is a dry run");
        } else if (now > max) {
            byClass.remove(className);
            methods.addAndGet(-wanted);
            plan.skipByName("it is meant by name, and no more than [" + max + "] methods may be");
            if (warned.compareAndSet(false, true)) {
                AgentMessages.print("argument [include] means more than [" + max + "] methods; those of class ["
                        + className.replace('/', '.') + "], and maybe others, are not woven; narrow it or raise [max]");
            }
        }
    }

    @Override
    public String toString() {
        return methods.get() + " methods of " + byClass.size() + " classes";
    }
}
