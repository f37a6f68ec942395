package dev.observatory.agent.corpus;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.SuperConstructorIndex;
import dev.observatory.agent.match.MemberPattern;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.weave.AgentBridge;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.ClassReader;

/**
 * Weaves class after class by pattern as the agent does: every method that has code, every constructor, every assignment of a
 * field that was found by then, in whatever class. Keeps the time.
 */
public final class CorpusWeaver {
    private static final MemberSelection EVERYTHING = new MemberSelection(
            List.of(MemberPattern.of("**"), MemberPattern.of("**#new")), List.of(), List.of(MemberPattern.of("**#*")));

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final SuperConstructorIndex called = new SuperConstructorIndex();
    private final ObservableFieldIndex fields = new ObservableFieldIndex();
    private final long[] nanos;
    private final int[] classes;
    private final int cold;

    /** Tells the time of so many first classes apart. */
    public CorpusWeaver(int cold) {
        this.cold = cold;
        this.nanos = new long[2];
        this.classes = new int[2];
    }

    /**
     * One class.
     *
     * @param file empty if nothing was woven
     * @param meant how many methods and constructors have code and are meant
     * @param unweavable those of them that could not be woven, with the reasons
     */
    public record Woven(Optional<byte[]> file, WeavingPlan plan, int meant, Map<String, String> unweavable) {}

    public Woven weave(byte[] file) {
        long start = clock.getCurrentThreadCpuTime();
        ClassReader reader = new ClassReader(file);
        WeavingPlan plan = WeavingPlan.of(reader, fields, called, false, EVERYTHING);
        Map<String, String> withoutCode = Map.copyOf(plan.skippedByName());
        int meant = plan.byName();
        byte[] woven = plan.weavesAny() ? new ClassWeaver(reader, plan, AgentBridge::reserveSite).weave() : null;
        int part = classes[0] < cold ? 0 : 1;
        nanos[part] += clock.getCurrentThreadCpuTime() - start;
        classes[part]++;
        Map<String, String> unweavable = new HashMap<>(plan.skippedByName());
        unweavable.keySet().removeAll(withoutCode.keySet());
        unweavable.putAll(plan.skipped());
        return new Woven(Optional.ofNullable(woven), plan, meant, unweavable);
    }

    int coldClassesPerSecond() {
        return perSecond(0);
    }

    /** Zero if there were none but cold ones. */
    int warmClassesPerSecond() {
        return perSecond(1);
    }

    private int perSecond(int part) {
        return classes[part] == 0 ? 0 : (int) (classes[part] * 1e9 / nanos[part]);
    }
}
