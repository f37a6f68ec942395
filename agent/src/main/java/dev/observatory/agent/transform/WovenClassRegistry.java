package dev.observatory.agent.transform;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.Type;

/** The classes whose code is woven now, which are reverted when the agent detaches. Safe for use by many threads. */
final class WovenClassRegistry {
    private final ClassLoaderMap<Set<String>> names = new ClassLoaderMap<>();

    void add(ClassLoader loader, String internalName) {
        Set<String> ofLoader = names.get(loader);
        if (ofLoader == null) {
            ofLoader = names.putIfAbsent(loader, ConcurrentHashMap.newKeySet());
        }
        ofLoader.add(internalName);
    }

    void remove(ClassLoader loader, String internalName) {
        Set<String> ofLoader = names.get(loader);
        if (ofLoader != null) {
            ofLoader.remove(internalName);
        }
    }

    /** Returns the number of class loaders with woven classes. */
    int loaders() {
        return names.size();
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        names.releaseEnqueued();
    }

    boolean contains(ClassLoader loader, String internalName) {
        Set<String> ofLoader = names.get(loader);
        return ofLoader != null && ofLoader.contains(internalName);
    }

    /** Returns those of some loaded classes that are woven. */
    List<Class<?>> among(Class<?>[] loaded) {
        List<Class<?>> woven = new ArrayList<>();
        for (Class<?> type : loaded) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && contains(loader, Type.getInternalName(type))) {
                woven.add(type);
            }
        }
        return woven;
    }
}
