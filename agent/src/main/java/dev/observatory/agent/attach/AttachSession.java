package dev.observatory.agent.attach;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.jvm.OtherAgents;
import dev.observatory.agent.jvm.PauseMeter;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.output.EventOutputs;
import dev.observatory.agent.serve.AgentServer;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.transform.LoadedClassWeaver;
import dev.observatory.agent.transform.StatusReport;
import dev.observatory.agent.transform.WeavingReport;
import dev.observatory.agent.transform.WeavingTransformer;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.weave.AgentBridge;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stay of the agent in a running JVM, from its arrival until nothing of it is left. One thread at a time weaves, watches or
 * leaves; the program's own threads never wait for one of these.
 */
final class AttachSession implements Predicate<String>, BooleanSupplier, Supplier<String>, AgentService {
    /** Asks for a conversation, and for no weaving. */
    static final String SERVE = "@serve";

    private final Instrumentation instrumentation;
    private final Runnable hasLeft;
    private final boolean isFromStart;
    private final AgentServer server = new AgentServer(this);
    private final List<MemberSelection> selections = new CopyOnWriteArrayList<>();
    private final Set<WatchSession> watches = new LinkedHashSet<>();
    private @Nullable WeavingTransformer weaver;
    private @Nullable EventOutputs observers;
    private boolean wovenTagged;
    private boolean left;

    /**
     * Arrives.
     *
     * @param fromStart the {@link WeavingTransformer} at work since the JVM was started; null if there is none
     * @param hasLeft told when all is done
     */
    AttachSession(Instrumentation instrumentation, @Nullable Object fromStart, Runnable hasLeft) {
        this.instrumentation = instrumentation;
        this.hasLeft = hasLeft;
        this.isFromStart = fromStart != null;
        this.weaver = (WeavingTransformer) fromStart;
        if (weaver != null) {
            selections.add(weaver.selection());
            wovenTagged = true;
        }
    }

    /**
     * Comes with the arguments of each attempt to load the agent: the first, and all that follow.
     *
     * @return false if this one has left meanwhile, and another is to be asked
     */
    @Override
    public synchronized boolean test(String arguments) {
        if (left) {
            return false;
        }
        if (!arguments.equals(SERVE)) {
            WeaveOutcome woven = weave(arguments);
            woven.configurationErrors().forEach(AgentMessages::print);
        }
        try {
            server.start();
        } catch (IOException failure) {
            AgentMessages.print("nobody can talk to the agent, which "
                    + (isIdle() ? "leaves again: " : "goes on weaving: ") + failure.getMessage());
            detachIfUnused();
        }
        return true;
    }

    @Override
    public String version() {
        return AgentVersion.current();
    }

    @Override
    public synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("agent", AgentVersion.current());
        facts.put("jdk", Runtime.version().toString());
        facts.put("since", isFromStart ? "the start of the JVM" : "it was attached");
        facts.put("watched", watches.size() + " watches open");
        facts.put("other agents", String.join(", ", OtherAgents.onCommandLine()));
        long errors = weaver == null ? 0 : weaver.weaving().copies().suppressedErrors();
        facts.put("errors of observers kept from the program", Long.toString(errors));
        return facts;
    }

    @Override
    public synchronized List<Response.ClassStatus> classes() {
        return weaver == null ? List.of() : StatusReport.structured(weaver.report());
    }

    @Override
    public List<String> configurationErrors(String arguments) {
        return AgentConfig.parse(arguments).complaints();
    }

    @Override
    public synchronized WeaveOutcome weave(String arguments) {
        requirePresent();
        WeavingTransformer at = weaver;
        // Those who come later say what they want besides; what the JVM was set up with holds already.
        AgentConfig read = at == null ? AgentConfig.ofAllPlaces(arguments) : AgentConfig.parse(arguments);
        if (at == null) {
            at = install(read);
        }
        if (read.observing().isAny()) {
            if (observers != null) {
                observers.end();
            }
            observers = at.weaving().observe(read.observing());
        }
        selections.add(read.selection());
        LoadedClassWeaver loaded = loaded();
        MemberSelection meant = read.selection();
        boolean isFirst = !wovenTagged;
        wovenTagged = true;
        return measured(
                () -> isFirst ? loaded.weaveTagged(meant) : meant.isEmpty() ? Map.of() : loaded.weave(meant),
                read.complaints(),
                meant,
                true);
    }

    /** Whether anything is woven, or to be woven when it is loaded. */
    @Override
    public boolean getAsBoolean() {
        return !isIdle();
    }

    /** The status. */
    @Override
    public synchronized String get() {
        WeavingTransformer at = weaver;
        EventOutputs own = observers;
        return at == null ? "" : at.weaving().status() + (own == null ? "" : own.status());
    }

    private WeavingTransformer install(AgentConfig arguments) {
        WeavingTransformer made = new WeavingTransformer(instrumentation, arguments.withoutFailFast());
        made.preload();
        made.weaving();
        instrumentation.addTransformer(made, true);
        weaver = made;
        return made;
    }

    private LoadedClassWeaver loaded() {
        return new LoadedClassWeaver(instrumentation, requireNonNull(weaver));
    }

    /** Weaves by all selections there are, and tells what came of it: of everything, or of what one selection means. */
    private WeaveOutcome measured(
            Supplier<Map<Class<?>, String>> weaving, List<String> complaints, MemberSelection meant, boolean tellsAll) {
        WeavingTransformer at = requireNonNull(weaver);
        at.select(MemberSelection.anyOf(selections));
        long start = System.nanoTime();
        Map<Class<?>, String> refused;
        long pause;
        try (PauseMeter meter = PauseMeter.started()) {
            refused = weaving.get();
            pause = meter.longestMillis();
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        refused.forEach((type, reason) -> at.report().refused(type.getClassLoader(), type.getName(), reason));
        return outcome(at.report(), millis, pause, complaints, meant, tellsAll);
    }

    private static WeaveOutcome outcome(
            WeavingReport report,
            long millis,
            long pause,
            List<String> complaints,
            MemberSelection meant,
            boolean tellsAll) {
        int classes = 0;
        int members = 0;
        Map<String, String> notWoven = new LinkedHashMap<>();
        for (WeavingReport.ClassEntry one : report.classes()) {
            Predicate<String> isToldOf =
                    member -> tellsAll || meant.names(one.name().replace('.', '/'), member);
            int woven = (int) one.woven().stream().filter(isToldOf).count();
            members += woven;
            classes += woven == 0 ? 0 : 1;
            one.skipped().forEach((member, reason) -> {
                if (isToldOf.test(member)) {
                    notWoven.put(one.name() + "." + StatusReport.readable(member), reason);
                }
            });
        }
        return new WeaveOutcome(
                classes, members, millis, pause, notWoven, complaints, WatchPatterns.unmet(meant, report.classes()));
    }

    @Override
    public WatchHandle watch(Request.Watch request, EventSink sink) {
        EventEncoder frame = new EventEncoder(request);
        WatchFilter filter = new WatchFilter(request);
        Function<Function<String, @Nullable Object>, Response.Event> ofCall = frame::ofCall;
        Function<Function<String, @Nullable Object>, Response.Event> ofAssignment = frame::ofAssignment;
        return open(
                WatchPatterns.selection(request.methods(), request.fields()),
                event -> {
                    if (filter.takes(event) && sink.admit()) {
                        tell(sink, ofCall, event);
                    }
                },
                assignment -> {
                    if (sink.admit()) {
                        tell(sink, ofAssignment, assignment);
                    }
                });
    }

    /** At the end of the stack an event may fail to become text: it is counted all the same. */
    private static void tell(
            EventSink sink,
            Function<Function<String, @Nullable Object>, Response.Event> encode,
            Function<String, @Nullable Object> emission) {
        Response.Event encoded = null;
        try {
            encoded = encode.apply(emission);
        } finally {
            sink.deliver(encoded);
        }
    }

    @Override
    public WatchHandle timeCalls(List<String> methods, TimingSink sink) {
        return open(
                WatchPatterns.selection(methods, List.of()),
                event -> sink.record(
                        WatchPatterns.label(event), WatchFilter.nanos(event), event.apply("exception") != null),
                assignment -> {});
    }

    /** Whoever was let in just before it left is too late: what would be woven now, nobody would bring back. */
    private void requirePresent() {
        if (left) {
            throw new CancellationException("the agent has left");
        }
    }

    private synchronized WatchSession open(
            MemberSelection meant, WatchSession.Sink calls, WatchSession.Sink assignments) {
        requirePresent();
        WeavingTransformer at = weaver == null ? install(AgentConfig.NONE) : weaver;
        if (!meant.isEmpty()) {
            selections.add(meant);
        }
        WatchSession watch = new WatchSession(this, meant, calls, assignments);
        watches.add(watch);
        watch.connect(at.weaving().copies());
        LoadedClassWeaver loaded = loaded();
        watch.tellWoven(
                measured(() -> meant.isEmpty() ? Map.of() : loaded.weave(meant), List.of(), meant, meant.isEmpty()));
        return watch;
    }

    /** Ends a watch: what it alone meant is woven no more. */
    @SuppressWarnings("ReferenceEquality") // Equality of records holds on to their class; see LibraryInstance.
    synchronized void close(WatchSession watch) {
        WeavingTransformer at = weaver;
        if (!watches.remove(watch) || at == null) {
            return;
        }
        watch.disconnect(at.weaving().copies());
        MemberSelection meant = watch.meant();
        if (selections.removeIf(selection -> selection == meant)) {
            at.select(MemberSelection.anyOf(selections));
            LoadedClassWeaver loaded = loaded();
            loaded.transform(meant.meansFields() ? loaded.woven() : loaded.woven(meant::concerns));
        }
    }

    @Override
    public synchronized List<String> suggestions(String pattern) {
        return new PatternSuggestions(loaded()).to(pattern);
    }

    @Override
    public synchronized boolean isIdle() {
        return weaver == null;
    }

    @Override
    public synchronized void detachIfUnused() {
        if (watches.isEmpty() && !wovenTagged) {
            detach();
        }
    }

    @Override
    public synchronized DetachOutcome detach() {
        long start = System.nanoTime();
        if (left) {
            return new DetachOutcome(0, Map.of(), 0, 0); // Another may have come meanwhile, whose leave this is not.
        }
        List.copyOf(watches).forEach(this::forget);
        if (observers != null) {
            observers.end();
            observers = null;
        }
        Detachment departure = new Detachment(instrumentation, weaver);
        DetachOutcome reverted = departure.leave(start);
        weaver = null;
        server.stop();
        AgentBridge.agentLeaves();
        left = true;
        hasLeft.run();
        return reverted;
    }

    /** All is brought back at once; one watch need not be brought back before. */
    private void forget(WatchSession watch) {
        watches.remove(watch);
        watch.disconnect(requireNonNull(weaver).weaving().copies());
    }
}
