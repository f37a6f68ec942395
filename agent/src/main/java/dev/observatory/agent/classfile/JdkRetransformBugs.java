package dev.observatory.agent.classfile;

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
        int feature = version.feature();
        // JDK-8240908, fixed in 19 and 17.0.20.
        this.losesParameterNames = feature < 17 || feature == 18 || (feature == 17 && version.update() < 20);
        // JDK-8376185, fixed in 27 and 25.0.4.
        this.breaksAnnotatedRecords = feature < 25 || feature == 26 || (feature == 25 && version.update() < 4);
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
            return "this JVM would lose the names of its parameters if it were retransformed (JDK-8240908); load it later, or"
                    + " use JDK 17.0.20, 19 or newer";
        }
        int annotatedRecord = ConstantPoolScan.RECORD | ConstantPoolScan.TYPE_ANNOTATIONS;
        if (breaksAnnotatedRecords && (found & annotatedRecord) == annotatedRecord) {
            return "this JVM may break records with type annotations if they are retransformed (JDK-8376185); load it later,"
                    + " or use JDK 25.0.4, 27 or newer";
        }
        return null;
    }
}
