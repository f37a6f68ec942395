package dev.observatory.attribute;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.GeneratedClasses;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds attributes by class and name, and lists the candidates if there is none. */
final class AttributeLookup {
    private AttributeLookup() {}

    /**
     * Returns the attribute of a field that is declared in the given class or in the nearest superclass that has the
     * field. The fields that a framework has generated hide none of those that the program declares.
     */
    static SharedAttribute<?> find(Class<?> type, String field) {
        Class<?> declared = GeneratedClasses.declared(type);
        SharedAttribute<?> found = resolve(declared, field);
        if (found == null && declared != type) {
            found = resolve(type, field);
        }
        if (found == null) {
            throw new IllegalArgumentException(notFound(type, field));
        }
        AgentPresence.warnIfAbsent(
                "Assignments of [" + found.owner().getName() + "." + found.name() + "] will not be observed");
        return found;
    }

    /** As {@link #find}, but resolved like a field reference in a class file; null if that field is not observable. */
    static @Nullable SharedAttribute<?> resolve(Class<?> type, String field) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            SharedAttribute<?> attribute = ClassAttributes.of(holder).get(field);
            if (attribute != null) {
                return attribute;
            }
            if (ClassAttributes.of(holder).declares(field)) {
                return null;
            }
            for (Class<?> implemented : holder.getInterfaces()) {
                attribute = resolve(implemented, field);
                if (attribute != null) {
                    return attribute;
                }
            }
        }
        return null;
    }

    private static String notFound(Class<?> type, String field) {
        List<String> observable = new ArrayList<>();
        boolean exists = false;
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            ClassAttributes.of(holder).names().forEach(observable::add);
            exists |= ClassAttributes.of(holder).declares(field);
        }
        Collections.sort(observable);
        String subject = GeneratedClasses.describe(type) + " has no observable attribute [" + field + "]; ";
        if (Proxy.isProxyClass(type)) {
            return subject + "use the class of the object behind the proxy";
        }
        return subject
                + (exists ? "a field of that name exists, tag it @ObservableAttr; " : "")
                + (observable.isEmpty()
                        ? "none of its fields is tagged @ObservableAttr"
                        : "its attributes are " + observable);
    }
}
