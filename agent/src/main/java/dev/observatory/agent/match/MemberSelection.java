package dev.observatory.agent.match;

import java.util.List;

/**
 * The members that patterns select, whether they are tagged or not. Immutable.
 *
 * <p>Used for every class that is loaded: {@link #mayMatch} allocates nothing, and what is used while a program starts
 * uses no lambdas and no streams.
 *
 * @param include patterns of methods
 * @param exclude patterns of methods that are not selected although {@code include} matches them
 * @param fields patterns of fields
 * @param others selections whose members are selected as well
 * @param includesGenerated whether the patterns also select members of classes that are generated while the program runs
 */
public record MemberSelection(
        List<MemberPattern> include,
        List<MemberPattern> exclude,
        List<MemberPattern> fields,
        List<MemberSelection> others,
        boolean includesGenerated) {
    /** Selects nothing. */
    public static final MemberSelection NONE = new MemberSelection(List.of(), List.of(), List.of());

    /**
     * Creates a selection from patterns alone.
     *
     * @param include patterns of methods
     * @param exclude patterns of methods that are not selected although {@code include} matches them
     * @param fields patterns of fields
     */
    public MemberSelection(List<MemberPattern> include, List<MemberPattern> exclude, List<MemberPattern> fields) {
        this(include, exclude, fields, List.of(), true);
    }

    /**
     * Returns this selection without classes that are generated while the program runs.
     *
     * @return a selection that leaves them out; see {@link GeneratedClassName}
     */
    public MemberSelection withoutGenerated() {
        return new MemberSelection(include, exclude, fields, others, false);
    }

    /**
     * Returns the union of selections: what one excludes, another may select.
     *
     * @param selections the selections
     * @return a selection of all their members
     */
    public static MemberSelection anyOf(List<MemberSelection> selections) {
        return new MemberSelection(List.of(), List.of(), List.of(), List.copyOf(selections), true);
    }

    /**
     * Returns whether nothing can be selected.
     *
     * @return true if there is no pattern
     */
    public boolean isEmpty() {
        return !hasMethods() && !hasFields();
    }

    /**
     * Returns whether methods can be selected.
     *
     * @return true if there is a pattern of methods
     */
    public boolean hasMethods() {
        boolean found = !include.isEmpty();
        for (MemberSelection other : others) {
            found |= other.hasMethods();
        }
        return found;
    }

    /**
     * Returns whether fields can be selected.
     *
     * @return true if there is a pattern of fields
     */
    public boolean hasFields() {
        boolean found = !fields.isEmpty();
        for (MemberSelection other : others) {
            found |= other.hasFields();
        }
        return found;
    }

    /**
     * Returns whether members of a class may be selected.
     *
     * @param internalName the class
     * @return whether the type of any pattern matches
     */
    public boolean mayMatch(String internalName) {
        if ((matchesType(include, internalName) || matchesType(fields, internalName)) && admits(internalName)) {
            return true;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).mayMatch(internalName)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the own patterns of this selection apply to a class. */
    private boolean admits(String internalName) {
        return includesGenerated || !GeneratedClassName.matches(internalName);
    }

    /**
     * Returns whether the name of a member matches; filters and exclusions are not applied.
     *
     * @param internalName its class
     * @param member a method by name and descriptor, a field by name
     * @return whether any pattern matches
     */
    public boolean matchesName(String internalName, String member) {
        int open = member.indexOf('(');
        for (MemberPattern pattern : open < 0 ? fields : include) {
            if (pattern.matchesType(internalName)
                    && admits(internalName)
                    && (open < 0
                            ? pattern.matchesFieldName(member)
                            : pattern.matchesMethodName(member.substring(0, open), member.substring(open)))) {
                return true;
            }
        }
        return others.stream().anyMatch(other -> other.matchesName(internalName, member));
    }

    /** Returns whether matching the methods of a class requires their code. */
    boolean needsCode(String internalName) {
        if (needsCode(include, internalName) || needsCode(exclude, internalName)) {
            return true;
        }
        for (MemberSelection other : others) {
            if (other.needsCode(internalName)) {
                return true;
            }
        }
        return false;
    }

    boolean selectsMethod(String internalName, MemberInfo method) {
        if (matchesMethod(include, internalName, method) && !excludes(internalName, method) && admits(internalName)) {
            return true;
        }
        for (MemberSelection other : others) {
            if (other.selectsMethod(internalName, method)) {
                return true;
            }
        }
        return false;
    }

    boolean selectsField(String internalName, MemberInfo field) {
        for (MemberPattern pattern : fields) {
            if (pattern.matchesType(internalName) && pattern.matchesField(field) && admits(internalName)) {
                return true;
            }
        }
        for (MemberSelection other : others) {
            if (other.selectsField(internalName, field)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesType(List<MemberPattern> patterns, String internalName) {
        for (int i = 0; i < patterns.size(); i++) {
            if (patterns.get(i).matchesType(internalName)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesMethod(List<MemberPattern> patterns, String internalName, MemberInfo method) {
        for (MemberPattern pattern : patterns) {
            if (pattern.matchesType(internalName) && pattern.matchesMethod(method)) {
                return true;
            }
        }
        return false;
    }

    private boolean excludes(String internalName, MemberInfo method) {
        for (MemberPattern pattern : exclude) {
            if (pattern.matchesType(internalName) && pattern.excludesMethod(method)) {
                return true;
            }
        }
        return false;
    }

    private static boolean needsCode(List<MemberPattern> patterns, String internalName) {
        for (MemberPattern pattern : patterns) {
            if (pattern.needsCode() && pattern.matchesType(internalName)) {
                return true;
            }
        }
        return false;
    }
}
