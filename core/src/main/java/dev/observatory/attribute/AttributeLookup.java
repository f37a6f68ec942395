package dev.observatory.attribute;

import dev.observatory.runtime.AgentPresence;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the attribute that somebody names, or says which ones there are. */
final class AttributeLookup {
    private AttributeLookup() {}

    /** The attribute that a field name means in a class; declared there or in the nearest super class that has the field. */
    static SharedAttribute<?> find(Class<?> type, String field) {
        SharedAttribute<?> found = resolve(type, field);
        if (found == null) {
            throw new IllegalArgumentException(notFound(type, field));
        }
        AgentPresence.warnIfAbsent(
                "Attribute [" + found.owner().getName() + "." + found.name() + "] will never be seen assigned");
        AttributeWeaving.sought(found);
        return found;
    }

    /** As {@link #find}, as a field reference in a class file is resolved; null if that field is not observable. */
    static @Nullable SharedAttribute<?> resolve(Class<?> type, String field) {
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            SharedAttribute<?> attribute = ClassAttributes.of(holder).get(field);
            if (attribute != null) {
                return attribute;
            }
            if (declares(holder, field)) {
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

    private static boolean declares(Class<?> type, String name) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static String notFound(Class<?> type, String field) {
        List<String> observable = new ArrayList<>();
        boolean exists = false;
        for (Class<?> holder = type; holder != null; holder = holder.getSuperclass()) {
            ClassAttributes.of(holder).names().forEach(observable::add);
            exists |= declares(holder, field);
        }
        Collections.sort(observable);
        return "Class [" + type.getName() + "] has no observable attribute [" + field + "]; "
                + (exists ? "a field of that name exists, tag it @ObservableAttr; " : "")
                + (observable.isEmpty()
                        ? "none of its fields is tagged @ObservableAttr"
                        : "its attributes are " + observable);
    }
}
