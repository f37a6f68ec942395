package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import org.objectweb.asm.ClassReader;

/** Plans classes, and finds out which members of a class can be observed, without weaving it. Safe for use by many threads. */
final class ClassExaminer {
    private final ObservableClasses observable;
    private final ObservableFieldIndex fields;
    private final SuperConstructorOwners superConstructorOwners;
    private final PatternLimit limit;
    private final WeavingReport report;
    private final boolean verifies;

    ClassExaminer(
            ObservableClasses observable,
            ObservableFieldIndex fields,
            SuperConstructorOwners superConstructorOwners,
            PatternLimit limit,
            WeavingReport report,
            boolean verifies) {
        this.observable = observable;
        this.fields = fields;
        this.superConstructorOwners = superConstructorOwners;
        this.limit = limit;
        this.report = report;
        this.verifies = verifies;
    }

    WeavingPlan plan(ClassReader reader, Candidate candidate, MemberDemand demand) {
        return WeavingPlanner.plan(
                reader,
                fields.known(),
                superConstructorOwners.contains(candidate.name()),
                candidate.usesLibrary(),
                candidate.selection(),
                demand);
    }

    /**
     * Reports which members of a loaded class can be observed.
     *
     * @param file its class file
     */
    void examine(Class<?> type, byte[] file) {
        int found = ConstantPoolScan.of(file).found(null);
        if ((found & ConstantPoolScan.WOVEN) != 0) {
            return;
        }
        Candidate candidate = observable.candidate(
                type.getModule(), type.getClassLoader(), type.getName().replace('.', '/'), found);
        ClassReader reader = new ClassReader(file);
        WeavingPlan plan = limit.apply(plan(reader, candidate, MemberDemand.ALL), candidate.loader(), candidate.name());
        LibraryCalls calls = LibraryCalls.direct(!candidate.isWholeClassWoven(), new UnusedNumbers());
        WeavingOutcome outcome =
                plan.weavesAny() ? ClassWeaver.weave(reader, plan, calls, verifies) : WeavingOutcome.unchanged(plan);
        report.add(candidate.loader(), candidate.name(), plan, outcome);
    }

    /** Numbers of places in code that is not used. */
    private static final class UnusedNumbers implements LibraryCalls.SiteNumbers {
        @Override
        public int of(String description) {
            return 0;
        }
    }
}
