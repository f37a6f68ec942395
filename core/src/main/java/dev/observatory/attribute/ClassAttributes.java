package dev.observatory.attribute;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.MemberTags;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The observable fields that one class declares, held by that class, so that both become collectable together. */
final class ClassAttributes {
    private static final ClassValue<ClassAttributes> BY_CLASS = new ClassValue<>() {
        @Override
        protected ClassAttributes computeValue(Class<?> type) {
            return new ClassAttributes(type);
        }
    };

    private final Class<?> type;
    private final Map<String, SharedAttribute<?>> attributes = new ConcurrentHashMap<>();

    private ClassAttributes(Class<?> type) {
        this.type = type;
        try {
            for (Field field : type.getDeclaredFields()) {
                ObservableAttr tag = field.getAnnotation(ObservableAttr.class);
                if (tag != null) {
                    attributes.put(field.getName(), new SharedAttribute<>(ObservedField.of(field, tag)));
                }
            }
        } catch (LinkageError | TypeNotPresentException refused) {
            attributes.clear(); // Those that are woven are found one by one.
        }
    }

    static ClassAttributes of(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /** Returns the attribute of a field that is tagged, or that the agent weaves by name. */
    @Nullable
    SharedAttribute<?> get(String field) {
        SharedAttribute<?> known = attributes.get(field);
        return known == null && AgentPresence.isWoven(type, field) ? named(field) : known;
    }

    private @Nullable SharedAttribute<?> named(String name) {
        ObservedField field = observedField(name);
        return field == null ? null : attributes.computeIfAbsent(name, unused -> new SharedAttribute<>(field));
    }

    private @Nullable ObservedField observedField(String name) {
        try {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return ObservedField.of(field, null);
                }
            }
        } catch (LinkageError | TypeNotPresentException refused) {
            MemberTags member = AgentPresence.tagsOf(type, name);
            return ObservedField.isField(member) ? ObservedField.of(type, member) : null;
        }
        return null;
    }

    /** Returns whether the class itself declares a field, observable or not. */
    boolean declares(String name) {
        try {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return true;
                }
            }
            return false;
        } catch (LinkageError | TypeNotPresentException refused) {
            return AgentPresence.isWoven(type, name);
        }
    }

    /** Returns the attribute of a field; null if it was never looked up and is not tagged. */
    @Nullable
    SharedAttribute<?> known(String field) {
        return attributes.get(field);
    }

    Iterable<String> names() {
        return attributes.keySet();
    }
}
