package dev.observatory.agent.attach;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.jvm.PauseMeter;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.output.EventOutputs;
import dev.observatory.agent.serve.AgentService.WeaveOutcome;
import dev.observatory.agent.transform.LoadedClassWeaver;
import dev.observatory.agent.transform.WeavingPipeline;
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
    /** Members that can be observed. */
    private final List<MemberSelection> selections = new ArrayList<>();
    /** Members that are observed. */
    private final List<MemberSelection> watched = new ArrayList<>();

    private boolean weavesTagged;

    private LiveWeaver(Instrumentation instrumentation, WeavingTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
        this.loaded = transformer.weaving().loadedClasses();
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

    /** Returns the report with everything that can be observed, woven now or not. */
    WeavingReport completeReport() {
        transformer.weaving().examineObservable(MemberSelection.NONE);
        return report();
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

    /**
     * Makes a selection observable, and annotated members if they are not yet: they are woven when they are observed. Returns the outcome
     * of everything.
     */
    WeaveOutcome weave(MemberSelection selection, List<String> complaints) {
        selections.add(selection);
        boolean isFirst = !weavesTagged;
        weavesTagged = true;
        WeavingPipeline weaving = transformer.weaving();
        return measured(
                () -> {
                    Map<Class<?>, String> refused = isFirst ? loaded.weaveAnnotated() : Map.of();
                    weaving.examineObservable(selection);
                    weaving.weaveObserved();
                    return refused;
                },
                complaints,
                WatchScope.of(selection, true, ""),
                true);
    }

    /** Connects observers, and weaves what they observe together. */
    void connect(Runnable connecting) {
        transformer.weaving().demand().collect(connecting);
    }

    /** Weaves what is watched until it is reverted. Returns the outcome for that alone; for everything if it has no patterns. */
    WeaveOutcome weaveWatched(WatchScope scope) {
        MemberSelection selection = scope.selection();
        watched.add(selection);
        return measured(() -> weaveLoaded(selection), List.of(), scope, selection.isEmpty());
    }

    /** Changes how many methods patterns may select. */
    void limitPatterns(int max) {
        transformer.weaving().limitPatterns(max);
    }

    private Map<Class<?>, String> weaveLoaded(MemberSelection selection) {
        if (selection.isEmpty()) {
            transformer.weaving().demand().watchAll();
            return Map.of();
        }
        return loaded.weave(selection);
    }

    private WeaveOutcome measured(
            Supplier<Map<Class<?>, String>> weaving, List<String> complaints, WatchScope scope, boolean includesAll) {
        select();
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

    private void select() {
        List<MemberSelection> all = new ArrayList<>(selections);
        all.addAll(watched);
        transformer.select(MemberSelection.anyOf(all), MemberSelection.anyOf(watched));
    }

    /** Reverts what only this selection had woven. */
    @SuppressWarnings(
            "ReferenceEquality") // Two watches may have equal selections; see LibraryInstance on equality of records.
    void revert(MemberSelection selection) {
        if (!watched.removeIf(present -> present == selection)) {
            return;
        }
        select();
        if (selection.isEmpty()) {
            transformer.weaving().demand().unwatchAll();
        } else {
            loaded.transform(selection.hasFields() ? loaded.woven() : loaded.woven(selection::mayMatch));
        }
    }
}
