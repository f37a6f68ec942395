package dev.observatory.agent.attach;

import dev.observatory.agent.jvm.PauseMeter;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.serve.AgentService.DetachOutcome;
import dev.observatory.agent.transform.LoadedClassWeaver;
import dev.observatory.agent.transform.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings every woven class back to what it was, and takes the agent's leave of the JVM and of each copy of the library. */
final class Detachment {
    /** A class whose loading was under way when the agent began to leave may still turn out woven: then once more. */
    private static final int ROUNDS = 5;

    private final Instrumentation instrumentation;
    private final @Nullable WeavingTransformer weaver;

    Detachment(Instrumentation instrumentation, @Nullable WeavingTransformer weaver) {
        this.instrumentation = instrumentation;
        this.weaver = weaver;
    }

    DetachOutcome leave(long start) {
        WeavingTransformer at = weaver;
        Map<Class<?>, String> refused = new LinkedHashMap<>();
        int reverted = 0;
        long pause = 0;
        if (at != null) {
            at.leave();
            try (PauseMeter meter = PauseMeter.started()) {
                reverted = revert(new LoadedClassWeaver(instrumentation, at), refused);
                pause = meter.longestMillis();
            }
            instrumentation.removeTransformer(at);
            at.weaving().copies().present().forEach(LibraryInstance::leave);
        }
        Map<String, String> kept = new LinkedHashMap<>();
        refused.forEach((type, reason) -> kept.put(type.getName(), reason));
        return new DetachOutcome(reverted, kept, (System.nanoTime() - start) / 1_000_000, pause);
    }

    private static int revert(LoadedClassWeaver loaded, Map<Class<?>, String> refused) {
        int reverted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Class<?>> woven = loaded.woven();
            woven.removeAll(refused.keySet());
            if (woven.isEmpty()) {
                return reverted;
            }
            Map<Class<?>, String> nowRefused = loaded.transform(woven);
            refused.putAll(nowRefused);
            reverted += woven.size() - nowRefused.size();
        }
        return reverted;
    }
}
