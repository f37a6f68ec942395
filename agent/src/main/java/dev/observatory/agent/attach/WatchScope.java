package dev.observatory.agent.attach;

import dev.observatory.agent.jvm.LoaderName;
import dev.observatory.agent.match.GeneratedClassName;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.match.ReflectiveMemberMatcher;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The members that a client watches.
 *
 * @param selection the members by pattern; empty for everything that is woven
 * @param includesGenerated whether members of classes that are generated while the program runs are watched
 * @param loader the class loader of whose classes members are watched, by name or number; empty for any
 */
record WatchScope(MemberSelection selection, boolean includesGenerated, String loader) {
    static WatchScope of(MemberSelection selection, boolean includesGenerated, String loader) {
        return new WatchScope(includesGenerated ? selection : selection.withoutGenerated(), includesGenerated, loader);
    }

    /** Returns whether a method is watched. */
    boolean includesMethod(Class<?> type, String key) {
        return admits(type) && (selection.isEmpty() || ReflectiveMemberMatcher.selectsMethod(selection, type, key));
    }

    /** Returns whether a field is watched; null if reflection refuses its class. */
    boolean includesField(Class<?> owner, String name, @Nullable Field field) {
        boolean isSelected = field == null
                ? selection.matchesName(Type.getInternalName(owner), name)
                : ReflectiveMemberMatcher.selectsField(selection, field);
        return isSelected && admits(owner);
    }

    private boolean admits(Class<?> type) {
        return (includesGenerated || !GeneratedClassName.matches(type.getName()))
                && (loader.isEmpty() || LoaderName.of(type.getClassLoader()).isSelectedBy(loader));
    }
}
