package dev.observatory.agent.jvm;

/** Bugs of JDKs that affect classes when they are woven after they were loaded. */
public enum JdkBug {
    /** Retransforming a class drops the names of its parameters. */
    LOST_PARAMETER_NAMES("JDK-8240908", "17.0.20 and 19") {
        @Override
        boolean affects(int feature, int update) {
            return feature < 17 || feature == 18 || (feature == 17 && update < 20);
        }
    },

    /** Retransforming a record whose types are annotated may break it. */
    BROKEN_ANNOTATED_RECORDS("JDK-8376185", "25.0.4 and 27") {
        @Override
        boolean affects(int feature, int update) {
            return feature < 25 || feature == 26 || (feature == 25 && update < 4);
        }
    };

    private final String id;
    private final String fixedIn;

    JdkBug(String id, String fixedIn) {
        this.id = id;
        this.fixedIn = fixedIn;
    }

    abstract boolean affects(int feature, int update);

    /**
     * Returns whether a JDK has this bug.
     *
     * @param version the version of the JDK
     * @return true if it has
     */
    public boolean affects(Runtime.Version version) {
        return affects(version.feature(), version.update());
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
        return fixedIn;
    }
}
