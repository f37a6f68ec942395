package dev.observatory.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields by which objects of a class are shown: those of the class, then those of its super classes, at most a given number.
 * Found once per class and kept by the class itself.
 */
final class ObjectFields extends ClassValue<ObjectFields.Shape> {
    private final Redaction redaction;
    private final int limit;

    /** One field; null for the handle if its value is secret. */
    record Shown(String name, @Nullable Field field) {}

    /**
     * What of a class can be read.
     *
     * @param isSecret whether the whole object is not to be shown
     * @param hasMore whether there are fields beyond the limit
     */
    record Shape(boolean isSecret, List<Shown> fields, boolean hasMore) {}

    ObjectFields(Redaction redaction, int limit) {
        this.redaction = redaction;
        this.limit = limit;
    }

    @Override
    protected Shape computeValue(Class<?> type) {
        List<Shown> shown = new ArrayList<>();
        boolean hasMore = false;
        for (Class<?> holder = type; holder != null && holder != Object.class; holder = holder.getSuperclass()) {
            if (RedactedTags.isOn(holder)) {
                return new Shape(true, List.of(), false);
            }
            for (Field field : holder.getDeclaredFields()) {
                boolean isOwn = !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic();
                if (isOwn && shown.size() == limit) {
                    hasMore = true;
                } else if (isOwn && isSecret(field)) {
                    shown.add(new Shown(field.getName(), null));
                } else if (isOwn && field.trySetAccessible()) {
                    shown.add(new Shown(field.getName(), field));
                }
            }
        }
        return new Shape(false, List.copyOf(shown), hasMore);
    }

    private boolean isSecret(Field field) {
        return redaction.isSecret(field.getName()) || RedactedTags.isOn(field);
    }
}
