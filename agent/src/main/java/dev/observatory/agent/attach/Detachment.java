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

/** Reverts every woven class, removes the transformer, and unregisters the agent from each library instance. */
final class Detachment {
    /** A class whose loading was in progress when detaching began may still become woven: then it is reverted in another round. */
    private static final int ROUNDS = 5;

    private final Instrumentation instrumentation;
    private final @Nullable WeavingTransformer transformer;

    Detachment(Instrumentation instrumentation, @Nullable WeavingTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
    }

    DetachOutcome detach(long start) {
        WeavingTransformer present = transformer;
        Map<Class<?>, String> refused = new LinkedHashMap<>();
        int reverted = 0;
        long pause = 0;
        if (present != null) {
            present.stopWeaving();
            try (PauseMeter meter = PauseMeter.start()) {
                reverted = revert(present.weaving().loadedClasses(), refused);
                pause = meter.longestMillis();
            }
            instrumentation.removeTransformer(present);
            present.weaving().copies().present().forEach(LibraryInstance::agentDetached);
            present.weaving().disconnect();
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
