package dev.observatory.agent.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * The fields that represent objects of a class: those of the class, then those of its superclasses, up to a limit. A field with a
 * secret value is represented by its name alone, unless it names what another field holds.
 *
 * <p>Computed once per class and kept by the class itself. That must not keep the agent once it has detached, so all values are of JDK
 * types: {@link Field}, {@link String}, or {@link #MORE}.
 */
final class VisibleFields extends ClassValue<List<Object>> {
    /** The last element if there are fields beyond the limit. */
    static final Object MORE = true;

    /** The only element if no object of the class is to be shown. */
    static final Object SECRET = false;

    private final RedactionRules redaction;
    private final int limit;

    VisibleFields(RedactionRules redaction, int limit) {
        this.redaction = redaction;
        this.limit = limit;
    }

    @Override
    protected List<Object> computeValue(Class<?> type) {
        List<Object> shown = new ArrayList<>();
        boolean hasMore = false;
        for (Class<?> holder = type; holder != null && holder != Object.class; holder = holder.getSuperclass()) {
            if (RedactedAnnotations.isOn(holder)) {
                return List.of(SECRET);
            }
            for (Field field : holder.getDeclaredFields()) {
                boolean isOwn = !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
                if (isOwn && shown.size() == limit) {
                    hasMore = true;
                } else if (isOwn && isSecret(field)) {
                    shown.add(isReadableName(field) ? field : field.getName());
                } else if (isOwn && field.trySetAccessible()) {
                    shown.add(field);
                }
            }
        }
        if (hasMore) {
            shown.add(MORE);
        }
        return List.copyOf(shown);
    }

    /** Such a field is not shown, but decides whether others are. */
    private static boolean isReadableName(Field field) {
        return SecretText.isNaming(field.getName()) && field.trySetAccessible();
    }

    private boolean isSecret(Field field) {
        return redaction.isSecret(field.getName()) || RedactedAnnotations.isOn(field);
    }
}
