package dev.observatory.agent.bytecode;

import dev.observatory.agent.classfile.ObservableFieldIndex;
import java.util.Map;
import java.util.Set;

/** Decides which assignments in one class may assign an observed field; the final decision is made when they are linked. */
final class FieldWriteMatcher {
    private final String className;
    private final Set<String> declaredFields;
    private final Map<String, String> observedFields;
    private final ObservableFieldIndex.Known known;
    private final boolean usesLibrary;

    /**
     * Creates a matcher for one class.
     *
     * @param declaredFields names of all fields of the class, each followed by its descriptor
     * @param observedFields names and descriptors of those that are observed
     * @param known the observed fields of all classes
     * @param usesLibrary whether the class calls the library
     */
    FieldWriteMatcher(
            String className,
            Set<String> declaredFields,
            Map<String, String> observedFields,
            ObservableFieldIndex.Known known,
            boolean usesLibrary) {
        this.className = className;
        this.declaredFields = declaredFields;
        this.observedFields = observedFields;
        this.known = known;
        this.usesLibrary = usesLibrary;
    }

    boolean matches(String owner, String name, String descriptor) {
        if (owner.equals(className) && declaredFields.contains(name + descriptor)) {
            return observedFields.containsKey(name);
        }
        // The owner may be a subclass of this class or of any other one that declares such a field.
        if (descriptor.equals(observedFields.get(name)) || known.contains(name, descriptor)) {
            return true;
        }
        // The owner may not be loaded yet, and this method may be running when it is: too late to weave then.
        return usesLibrary && !owner.startsWith("java/") && !owner.startsWith("javax/");
    }
}
