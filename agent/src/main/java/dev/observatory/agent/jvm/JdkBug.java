package dev.observatory.agent.jvm;

/** Bugs of JDKs that affect classes when they are woven after they were loaded. */
public enum JdkBug {
    /** Retransforming a class drops the names of its parameters. */
    LOST_PARAMETER_NAMES("JDK-8240908", 19, 17, 20),

    /** Retransforming a class that was redefined after it had been retransformed brings the definition from before back. */
    OUTDATED_DEFINITION("JDK-7124710", 20),

    /** Retransforming a record whose types are annotated may break it. */
    BROKEN_ANNOTATED_RECORDS("JDK-8376185", 27, 25, 4);

    private final String id;
    private final int fixedInFeature;
    private final int backportFeature;
    private final int backportUpdate;

    /** Creates a bug with a fix that was not backported. */
    JdkBug(String id, int fixedInFeature) {
        this(id, fixedInFeature, 0, 0);
    }

    /**
     * Creates a bug with a fix that was backported to one older release.
     *
     * @param fixedInFeature the first release with the fix
     * @param backportFeature the older release
     * @param backportUpdate its first update with the fix
     */
    JdkBug(String id, int fixedInFeature, int backportFeature, int backportUpdate) {
        this.id = id;
        this.fixedInFeature = fixedInFeature;
        this.backportFeature = backportFeature;
        this.backportUpdate = backportUpdate;
    }

    /**
     * Returns whether a JDK has this bug.
     *
     * @param version the version of the JDK
     * @return true if it has
     */
    public boolean affects(Runtime.Version version) {
        boolean hasBackport = version.feature() == backportFeature && version.update() >= backportUpdate;
        return version.feature() < fixedInFeature && !hasBackport;
    }

    /**
     * Returns the number of this bug in the JDK's bug system.
     *
     * @return the number, such as {@code JDK-8240908}
     */
    public String id() {
        return id;
    }

    /**
     * Returns the first versions without this bug.
     *
     * @return the versions, for people
     */
    public String fixedIn() {
        return (backportFeature == 0 ? "" : backportFeature + ".0." + backportUpdate + " and ") + fixedInFeature;
    }
}
