package dev.observatory.agent.bytecode;

import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The annotations of the library on the members of one class, as far as they are in the class file. The library needs them where
 * reflection refuses the class because a type in any signature is missing. Filled by {@link WeavingPlanner}, not changed afterwards.
 */
public final class MemberTagIndex {
    private static final String LIBRARY = "Ldev/observatory/";
    private static final String MEMBER = "Member";
    private static final String REDACTED = "Redacted";

    private final Map<String, Map<String, Map<String, Object>>> byMember = new LinkedHashMap<>();
    private boolean hasState;

    MemberTagIndex() {}

    /** Returns a visitor of an annotation, to be given to ASM, of a method by name and descriptor or a field by name. */
    AnnotationVisitor visitor(String member, String annotation) {
        Map<String, Object> values = new LinkedHashMap<>();
        tagsOf(member).put(simpleName(annotation), values);
        return AnnotationValues.into(values);
    }

    /** Records that a parameter of a method is annotated. */
    void addParameter(String method, String annotation) {
        if (isOfLibrary(annotation) && simpleName(annotation).equals(REDACTED)) {
            tagsOf(method).put(REDACTED, Map.of());
        }
    }

    void addMethod(String method, int access) {
        tagsOf(method).put(MEMBER, Map.of("static", isStatic(access)));
    }

    void addField(String field, int access, String descriptor) {
        tagsOf(field).put(MEMBER, Map.of("static", isStatic(access), "descriptor", descriptor));
    }

    /** Adds a field that holds the state of a machine, whose transitions subclasses may declare. */
    void addState(String field, int access, String descriptor) {
        addField(field, access, descriptor);
        hasState = true;
    }

    boolean hasState() {
        return hasState;
    }

    private Map<String, Map<String, Object>> tagsOf(String member) {
        Map<String, Map<String, Object>> tags = byMember.get(member);
        if (tags == null) {
            tags = new LinkedHashMap<>();
            byMember.put(member, tags);
        }
        return tags;
    }

    /** Returns whether an annotation is one of the library. */
    static boolean isOfLibrary(String annotation) {
        return annotation.startsWith(LIBRARY);
    }

    private static boolean isStatic(int access) {
        return (access & Opcodes.ACC_STATIC) != 0;
    }

    /** Returns {@code Transition} for {@code Ldev/observatory/machine/MachineState$Transition;}. */
    private static String simpleName(String annotation) {
        int separator = Math.max(annotation.lastIndexOf('/'), annotation.lastIndexOf('$'));
        return annotation.substring(separator + 1, annotation.length() - 1);
    }

    /**
     * Returns the annotations.
     *
     * @return attributes by the simple name of the annotation, by member; see the library's {@code AgentBridge.setTagReader}
     */
    public Map<String, Map<String, Map<String, Object>>> byMember() {
        return byMember;
    }
}
