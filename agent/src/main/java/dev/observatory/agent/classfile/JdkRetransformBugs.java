package dev.observatory.agent.classfile;

import dev.observatory.agent.jvm.JdkBug;
import org.jspecify.annotations.Nullable;

/** What a JVM gets wrong when it transforms classes that are loaded already, by its version. */
public final class JdkRetransformBugs {
    private final boolean losesParameterNames;
    private final boolean breaksAnnotatedRecords;

    public JdkRetransformBugs(Runtime.Version version) {
        this.losesParameterNames = JdkBug.LOST_PARAMETER_NAMES.affects(version);
        this.breaksAnnotatedRecords = JdkBug.BROKEN_ANNOTATED_RECORDS.affects(version);
    }

    /** Whether a class loses the names of its parameters unless somebody keeps them. */
    public boolean losesParameterNames(int found) {
        return losesParameterNames && (found & ConstantPoolScan.METHOD_PARAMETERS) != 0;
    }

    /** Why a class must not be transformed again even if somebody keeps its parameters' names; null if it may be. */
    @Nullable
    public String lastingReason(int found) {
        return reason(found & ~ConstantPoolScan.METHOD_PARAMETERS);
    }

    /** Why a class, by the bits of {@link ConstantPoolScan#TRAPS}, must not be transformed again; null if it may be. */
    @Nullable
    public String reason(int found) {
        if (losesParameterNames && (found & ConstantPoolScan.METHOD_PARAMETERS) != 0) {
            return "this JVM would lose the names of its parameters if it were woven now ("
                    + nextStep(JdkBug.LOST_PARAMETER_NAMES);
        }
        int annotatedRecord = ConstantPoolScan.RECORD | ConstantPoolScan.TYPE_ANNOTATIONS;
        if (breaksAnnotatedRecords && (found & annotatedRecord) == annotatedRecord) {
            return "this JVM may break records with annotated types if they are woven now ("
                    + nextStep(JdkBug.BROKEN_ANNOTATED_RECORDS);
        }
        return null;
    }

    private static String nextStep(JdkBug bug) {
        return bug.id() + ", fixed in " + bug.fixedIn() + "); load it later";
    }
}
