package dev.observatory.agent.attach;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.jvm.PauseMeter;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.output.EventOutputs;
import dev.observatory.agent.serve.AgentService.WeaveOutcome;
import dev.observatory.agent.transform.LoadedClassWeaver;
import dev.observatory.agent.transform.WeavingReport;
import dev.observatory.agent.transform.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Weaves classes that are loaded already, and those that will be, by all selections of a session. Guarded by the session's lock,
 * except what reports its state.
 */
final class LiveWeaver {
    private final Instrumentation instrumentation;
    private final WeavingTransformer transformer;
    private final LoadedClassWeaver loaded;
    private final List<MemberSelection> selections = new ArrayList<>();
    private boolean weavesTagged;

    private LiveWeaver(Instrumentation instrumentation, WeavingTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.loaded = new LoadedClassWeaver(instrumentation, transformer);
    }

    /** Continues with the transformer that is active since the JVM was started. */
    static LiveWeaver of(Instrumentation instrumentation, WeavingTransformer fromStart) {
        LiveWeaver weaver = new LiveWeaver(instrumentation, fromStart);
        weaver.selections.add(fromStart.selection());
        weaver.weavesTagged = true;
        return weaver;
    }

    /** Installs a transformer. The JVM is running already: nothing that it fails to weave ends it. */
    static LiveWeaver install(Instrumentation instrumentation, AgentConfig config) {
        WeavingTransformer transformer = new WeavingTransformer(instrumentation, config.withoutFailFast());
        transformer.preload();
        transformer.weaving();
        instrumentation.addTransformer(transformer, true);
        return new LiveWeaver(instrumentation, transformer);
    }

    /** Registers the agent with the libraries that the program has loaded already. */
    void openLoadedLibraries() {
        transformer.weaving().openLibrariesAmong(instrumentation.getAllLoadedClasses());
    }

    WeavingTransformer transformer() {
        return transformer;
    }

    LoadedClassWeaver loadedClasses() {
        return loaded;
    }

    LibraryInstances libraries() {
        return transformer.weaving().copies();
    }

    WeavingReport report() {
        return transformer.report();
    }

    String status() {
        return transformer.weaving().status();
    }

    Map<String, String> observersNotConnected() {
        return transformer.weaving().observersNotConnected();
    }

    /** Loads classes and connects their static observers. */
    void connectObservers(List<String> classes) {
        transformer.weaving().connectObservers(classes);
    }

    /** Returns whether tagged members are woven, and not only what clients watch. */
    boolean weavesTagged() {
        return weavesTagged;
    }

    EventOutputs startOutputs(OutputConfig config) {
        transformer.weaving().prepareForOutputs();
        return EventOutputs.start(config, libraries());
    }

    /** Weaves a selection permanently, and tagged members if they are not woven yet. Returns the outcome of everything. */
    WeaveOutcome weave(MemberSelection selection, List<String> complaints) {
        selections.add(selection);
        boolean isFirst = !weavesTagged;
        weavesTagged = true;
        return measured(
                () -> isFirst ? loaded.weaveTagged(selection) : weaveLoaded(selection),
                complaints,
                WatchScope.of(selection, true, ""),
                true);
    }

    /** Weaves what is watched until it is reverted. Returns the outcome for that alone; for everything if it has no patterns. */
    WeaveOutcome weaveWatched(WatchScope scope) {
        MemberSelection selection = scope.selection();
        if (!selection.isEmpty()) {
            selections.add(selection);
        }
        return measured(() -> weaveLoaded(selection), List.of(), scope, selection.isEmpty());
    }

    /** Changes how many methods patterns may select. */
    void limitPatterns(int max) {
        transformer.weaving().limitPatterns(max);
    }

    private Map<Class<?>, String> weaveLoaded(MemberSelection selection) {
        return selection.isEmpty() ? Map.of() : loaded.weave(selection);
    }

    private WeaveOutcome measured(
            Supplier<Map<Class<?>, String>> weaving, List<String> complaints, WatchScope scope, boolean includesAll) {
        transformer.select(MemberSelection.anyOf(selections));
        long start = System.nanoTime();
        Map<Class<?>, String> refused;
        long pause;
        try (PauseMeter meter = PauseMeter.start()) {
            refused = weaving.get();
            pause = meter.longestMillis();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        WeavingReport report = report();
        refused.forEach((type, reason) -> report.refused(type.getClassLoader(), type.getName(), reason));
        return new WovenSummary(report, scope, includesAll).woven(millis, pause, complaints);
    }

    /** Reverts what only this selection had woven. */
    @SuppressWarnings(
            "ReferenceEquality") // Two watches may have equal selections; see LibraryInstance on equality of records.
    void revert(MemberSelection selection) {
        if (selections.removeIf(present -> present == selection)) {
            transformer.select(MemberSelection.anyOf(selections));
            loaded.transform(selection.hasFields() ? loaded.woven() : loaded.woven(selection::mayMatch));
        }
    }
}
