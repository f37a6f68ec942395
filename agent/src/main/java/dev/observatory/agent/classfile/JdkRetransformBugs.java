package dev.observatory.agent.classfile;

import dev.observatory.agent.jvm.JdkBug;
import org.jspecify.annotations.Nullable;

/** Bugs of the JVM in retransforming loaded classes, by its version. */
public final class JdkRetransformBugs {
    private final boolean losesParameterNames;
    private final boolean breaksAnnotatedRecords;

    /**
     * Creates the table for a JVM.
     *
     * @param version its version
     */
    public JdkRetransformBugs(Runtime.Version version) {
        this.losesParameterNames = JdkBug.LOST_PARAMETER_NAMES.affects(version);
        this.breaksAnnotatedRecords = JdkBug.BROKEN_ANNOTATED_RECORDS.affects(version);
    }

    /**
     * Returns whether retransforming a class loses the names of its parameters unless they are preserved.
     *
     * @param found flags of {@link ConstantPoolScan}
     * @return whether a {@link ParameterNamePreserver} is needed
     */
    public boolean losesParameterNames(int found) {
        return losesParameterNames && (found & ConstantPoolScan.METHOD_PARAMETERS) != 0;
    }

    /**
     * Returns why a class must not be retransformed even if the names of its parameters are preserved.
     *
     * @param found flags of {@link ConstantPoolScan}
     * @return the reason; null if the class can be retransformed
     */
    @Nullable
    public String reasonDespitePreservedNames(int found) {
        return reason(found & ~ConstantPoolScan.METHOD_PARAMETERS);
    }

    /**
     * Returns why a class must not be retransformed.
     *
     * @param found flags of {@link ConstantPoolScan}
     * @return the reason; null if the class can be retransformed
     */
    @Nullable
    public String reason(int found) {
        if (losesParameterNames && (found & ConstantPoolScan.METHOD_PARAMETERS) != 0) {
            return "this JVM would lose the names of its parameters if it were retransformed ("
                    + nextStep(JdkBug.LOST_PARAMETER_NAMES);
        }
        int annotatedRecord = ConstantPoolScan.RECORD | ConstantPoolScan.TYPE_ANNOTATIONS;
        if (breaksAnnotatedRecords && (found & annotatedRecord) == annotatedRecord) {
            return "this JVM may break records with type annotations if they are retransformed ("
                    + nextStep(JdkBug.BROKEN_ANNOTATED_RECORDS);
        }
        return null;
    }

    private static String nextStep(JdkBug bug) {
        return bug.id() + ", fixed in " + bug.fixedIn() + "); load it later";
    }
}
