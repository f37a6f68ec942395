package dev.observatory.agent.corpus;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Weaves classes one after the other by pattern as the agent does: every method that has code, every constructor, and every assignment
 * of a field of any class woven so far. Measures the time. The code is never to run: its places without call sites have numbers that
 * the library does not know.
 */
public final class CorpusWeaver {
    /** When the agent weaves a class, which decides the code of its events. */
    public enum Occasion {
        /** When it is loaded: events have call sites, where the version of the class file allows it. */
        LOADED("woven as when loaded"),
        /** When its members are observed: events have numbers. */
        OBSERVED("woven as when observed");

        final String label;

        Occasion(String label) {
            this.label = label;
        }
    }

    private static final MemberSelection EVERYTHING = new MemberSelection(
            List.of(MemberPattern.of("**"), MemberPattern.of("**#new")), List.of(), List.of(MemberPattern.of("**#*")));

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final Set<String> superConstructorOwners = new HashSet<>();
    private final ObservableFieldIndex fields = new ObservableFieldIndex();
    private final long[] nanos;
    private final int[] classes;
    private final int cold;
    private final LibraryCalls calls;
    private int places;

    /**
     * Creates a weaver.
     *
     * @param occasion when the agent would weave the classes
     * @param cold the number of first classes whose time is measured separately
     */
    public CorpusWeaver(Occasion occasion, int cold) {
        this.cold = cold;
        this.calls = LibraryCalls.direct(occasion == Occasion.OBSERVED, place -> places++);
        this.nanos = new long[2];
        this.classes = new int[2];
    }

    /**
     * One class.
     *
     * @param outcome the outcome of weaving
     * @param selected how many methods and constructors have code and are selected
     * @param unweavable those of them that could not be woven, with the reasons
     */
    public record Woven(WeavingOutcome outcome, int selected, Map<String, String> unweavable) {
        public Optional<byte[]> file() {
            return Optional.ofNullable(outcome.classFile());
        }
    }

    public Woven weave(byte[] file) {
        long start = clock.getCurrentThreadCpuTime();
        ClassReader reader = new ClassReader(file);
        String name = reader.getClassName();
        WeavingPlan plan = WeavingPlanner.plan(
                reader, fields.known(), superConstructorOwners.contains(name), false, EVERYTHING, MemberDemand.ALL);
        fields.declare(getClass().getClassLoader(), name, plan.observableFields());
        superConstructorOwners.add(plan.superConstructorOwner());
        WeavingOutcome outcome =
                plan.weavesAny() ? ClassWeaver.weave(reader, plan, calls, false) : WeavingOutcome.unchanged(plan);
        int part = classes[0] < cold ? 0 : 1;
        nanos[part] += clock.getCurrentThreadCpuTime() - start;
        classes[part]++;
        Map<String, String> unweavable = new HashMap<>(outcome.skippedByPattern());
        unweavable.keySet().removeAll(plan.skippedByPattern().keySet());
        unweavable.putAll(outcome.skipped());
        return new Woven(outcome, plan.countByPattern(), unweavable);
    }

    int coldClassesPerSecond() {
        return perSecond(0);
    }

    /** Returns zero if there were only cold classes. */
    int warmClassesPerSecond() {
        return perSecond(1);
    }

    private int perSecond(int part) {
        return classes[part] == 0 ? 0 : (int) (classes[part] * 1e9 / nanos[part]);
    }
}
