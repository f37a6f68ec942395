package dev.observatory.agent;

import java.util.List;

/** The members that are woven because the agent's arguments name them, whether they are tagged or not. */
record Selection(List<MemberPattern> include, List<MemberPattern> exclude, List<MemberPattern> fields) {
    static final Selection NONE = new Selection(List.of(), List.of(), List.of());

    boolean isEmpty() {
        return include.isEmpty() && fields.isEmpty();
    }

    /** Whether the class may have such members; asked of every class that is loaded, and makes nothing. */
    boolean concerns(String internalName) {
        return matchesType(include, internalName) || matchesType(fields, internalName);
    }

    boolean selectsMethod(String internalName, MemberTraits method) {
        return matchesMethod(include, internalName, method) && !matchesMethod(exclude, internalName, method);
    }

    boolean selectsField(String internalName, MemberTraits field) {
        for (MemberPattern pattern : fields) {
            if (pattern.matchesType(internalName) && pattern.matchesField(field)) {
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

    private static boolean matchesMethod(List<MemberPattern> patterns, String internalName, MemberTraits method) {
        for (MemberPattern pattern : patterns) {
            if (pattern.matchesType(internalName) && pattern.matchesMethod(method)) {
                return true;
            }
        }
        return false;
    }
}
