package dev.observatory.agent.match;

import java.util.List;

/**
 * The members that are woven because somebody names them, whether they are tagged or not.
 *
 * @param include methods
 * @param exclude methods that are not meant all the same
 * @param fields fields
 * @param others whatever these mean is meant too
 */
public record MemberSelection(
        List<MemberPattern> include,
        List<MemberPattern> exclude,
        List<MemberPattern> fields,
        List<MemberSelection> others) {
    public static final MemberSelection NONE = new MemberSelection(List.of(), List.of(), List.of());

    public MemberSelection(List<MemberPattern> include, List<MemberPattern> exclude, List<MemberPattern> fields) {
        this(include, exclude, fields, List.of());
    }

    /** What any of these selections means; what one excludes, another may mean all the same. */
    public static MemberSelection anyOf(List<MemberSelection> selections) {
        return new MemberSelection(List.of(), List.of(), List.of(), List.copyOf(selections));
    }

    public boolean isEmpty() {
        return !meansMethods() && !meansFields();
    }

    /** Whether any of it is meant as a method. */
    public boolean meansMethods() {
        boolean means = !include.isEmpty();
        for (MemberSelection other : others) {
            means |= other.meansMethods();
        }
        return means;
    }

    /** Whether any of it is meant as a field. */
    public boolean meansFields() {
        boolean means = !fields.isEmpty();
        for (MemberSelection other : others) {
            means |= other.meansFields();
        }
        return means;
    }

    /** Whether the class may have such members; asked of every class that is loaded, and makes nothing. */
    public boolean concerns(String internalName) {
        if (matchesType(include, internalName) || matchesType(fields, internalName)) {
            return true;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i).concerns(internalName)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a woven member is meant, as far as its name tells: the words before a pattern are not asked.
     *
     * @param member a method by name and descriptor, a field by name
     */
    public boolean names(String internalName, String member) {
        int open = member.indexOf('(');
        for (MemberPattern pattern : open < 0 ? fields : include) {
            if (pattern.matchesType(internalName)
                    && (open < 0
                            ? pattern.namesField(member)
                            : pattern.namesMethod(member.substring(0, open), member.substring(open)))) {
                return true;
            }
        }
        return others.stream().anyMatch(other -> other.names(internalName, member));
    }

    /** Whether it takes the code of a class's methods to tell which of them are meant. */
    boolean asksForCode(String internalName) {
        if (asksForCode(include, internalName) || asksForCode(exclude, internalName)) {
            return true;
        }
        for (MemberSelection other : others) {
            if (other.asksForCode(internalName)) {
                return true;
            }
        }
        return false;
    }

    boolean selectsMethod(String internalName, MemberInfo method) {
        if (matchesMethod(include, internalName, method) && !matchesMethod(exclude, internalName, method)) {
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
            if (pattern.matchesType(internalName) && pattern.matchesField(field)) {
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

    private static boolean asksForCode(List<MemberPattern> patterns, String internalName) {
        for (MemberPattern pattern : patterns) {
            if (pattern.asksForCode() && pattern.matchesType(internalName)) {
                return true;
            }
        }
        return false;
    }
}
