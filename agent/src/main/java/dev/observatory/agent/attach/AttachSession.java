package dev.observatory.agent.attach;

import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.entry.AttachedAgent;
import dev.observatory.agent.jvm.AgentVersion;
import dev.observatory.agent.jvm.OtherAgents;
import dev.observatory.agent.output.EventOutputs;
import dev.observatory.agent.serve.AgentServer;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.transform.WeavingTransformer;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.SocketDirectory;
import dev.observatory.agent.wire.WatchOption;
import dev.observatory.weave.AgentBridge;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One attachment of the agent to a running JVM, until it has detached and nothing of it is left. One thread at a time weaves, watches
 * or detaches.
 *
 * <p>The lock of a session is held while classes are loaded and transformed. So no thread of the program may wait for it: what the
 * program can call, {@link #isActive} and {@link #status}, takes none.
 */
final class AttachSession implements AttachedAgent, AgentService {
    /** Starts the server and weaves nothing. A space and the directory for the socket may follow. */
    static final String SERVE = "@serve";

    private final Instrumentation instrumentation;
    private final Runnable onDetached;
    private final boolean isFromStart;
    private final AgentServer server = new AgentServer(this);
    private final Set<WatchSession> watches = new LinkedHashSet<>();
    // Changed under the lock, and read without it.
    private volatile @Nullable LiveWeaver weaver;
    private volatile @Nullable EventOutputs outputs;
    private boolean isDetached;

    /**
     * Creates a session. {@link dev.observatory.agent.entry.AgentBootstrap} calls this reflectively.
     *
     * @param fromStart the {@link WeavingTransformer} that is active since the JVM was started; null if there is none
     * @param onDetached is called once the agent has detached, under the lock of this session
     */
    AttachSession(Instrumentation instrumentation, @Nullable Object fromStart, Runnable onDetached) {
        this.instrumentation = instrumentation;
        this.onDetached = onDetached;
        this.isFromStart = fromStart != null;
        this.weaver = fromStart == null ? null : LiveWeaver.of(instrumentation, (WeavingTransformer) fromStart);
    }

    @Override
    public synchronized boolean enter(String arguments) {
        if (isDetached) {
            return false;
        }
        if (!arguments.equals(SERVE) && !arguments.startsWith(SERVE + " ")) {
            WeaveOutcome woven = weave(arguments);
            woven.configurationErrors().forEach(AgentMessages::print);
        }
        try {
            server.start(directoryIn(arguments));
        } catch (IOException failure) {
            AgentMessages.print("clients cannot connect to the agent, which "
                    + (isIdle() ? "detaches: " : "stays attached: ") + failure.getMessage());
            detachIfUnused();
        }
        return true;
    }

    /** Returns arguments that make the agent accept connections in a directory. */
    static String serveIn(SocketDirectory directory) {
        return SERVE + " " + directory.path();
    }

    private static SocketDirectory directoryIn(String arguments) throws IOException {
        return arguments.startsWith(SERVE + " ")
                ? SocketDirectory.ofThisUserAt(arguments.substring(SERVE.length() + 1))
                : SocketDirectory.firstUsable(SocketDirectory.candidates());
    }

    @Override
    public boolean isActive() {
        return !isIdle();
    }

    @Override
    public String status() {
        LiveWeaver present = weaver;
        EventOutputs started = outputs;
        return present == null ? "" : present.status() + (started == null ? "" : started.status());
    }

    @Override
    public String version() {
        return AgentVersion.current();
    }

    @Override
    public synchronized Map<String, String> facts() {
        LiveWeaver present = weaver;
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("agent", AgentVersion.current());
        facts.put("jdk", Runtime.version().toString());
        facts.put("since", isFromStart ? "the start of the JVM" : "it was attached");
        facts.put("watched", watches.size() + " watches open");
        facts.put("other agents", String.join(", ", OtherAgents.onCommandLine()));
        long errors = present == null ? 0 : present.libraries().suppressedErrors();
        facts.put("errors of observers kept from the program", Long.toString(errors));
        if (present != null) {
            present.observersNotConnected()
                    .forEach((name, reason) ->
                            facts.put("observers of " + name + " not connected", reason.replace("\n", " ")));
        }
        return facts;
    }

    @Override
    public List<Response.ClassStatus> classes() {
        LiveWeaver present = weaver;
        return present == null ? List.of() : ClassStatuses.of(present.completeReport());
    }

    @Override
    public List<String> configurationErrors(String arguments) {
        return ConfigParser.parse(arguments).errors();
    }

    @Override
    public synchronized WeaveOutcome weave(String arguments) {
        requireAttached();
        // Later arguments add to the earlier ones; the settings of the JVM's start hold already.
        AgentConfig config = weaver == null ? ConfigParser.readAllSources(arguments) : ConfigParser.parse(arguments);
        LiveWeaver present = installed(config);
        if (config.givenMax() > 0) {
            present.limitPatterns(config.givenMax());
        }
        present.connectObservers(config.observers());
        if (config.observing().isAny()) {
            closeOutputs();
            outputs = present.startOutputs(config.observing());
        }
        return present.weave(config.selection(), config.errors());
    }

    private LiveWeaver installed(AgentConfig config) {
        LiveWeaver present = weaver;
        if (present == null) {
            present = LiveWeaver.install(instrumentation, config);
            weaver = present;
            present.openLoadedLibraries();
        }
        return present;
    }

    private void closeOutputs() {
        EventOutputs started = outputs;
        if (started != null) {
            outputs = null;
            started.close();
        }
    }

    @Override
    public WatchHandle watch(Request.Watch request, EventSink feed) {
        WatchScope scope = WatchScope.of(
                WatchPatterns.selection(request.methods(), request.fields()),
                request.has(WatchOption.GENERATED),
                request.loader());
        return open(scope, new FeedObserver(request, labels(), feed));
    }

    @Override
    public WatchHandle timeCalls(Request.Top request, TimingSink timings) {
        WatchScope scope = WatchScope.of(
                WatchPatterns.selection(request.methods(), List.of()), request.includesGenerated(), request.loader());
        return open(scope, new TimingsObserver(labels(), timings));
    }

    private MemberLabels labels() {
        return new MemberLabels(this::wovenMembers);
    }

    private List<String> wovenMembers(Class<?> type) {
        LiveWeaver present = weaver;
        return present == null ? List.of() : present.report().wovenMembers(type);
    }

    private synchronized WatchSession open(WatchScope scope, WatchSession.Observer observer) {
        requireAttached();
        LiveWeaver present = installed(AgentConfig.NONE);
        WatchSession watch = new WatchSession(present.libraries(), scope, observer, this::close);
        watches.add(watch);
        boolean isOpen = false;
        try {
            present.connect(watch::connect);
            watch.setOutcome(present.weaveWatched(scope));
            isOpen = true;
        } finally {
            if (!isOpen) {
                close(watch);
            }
        }
        return watch;
    }

    /** Closes a watch, and reverts what only it had woven. */
    private synchronized void close(WatchSession watch) {
        LiveWeaver present = weaver;
        if (watches.remove(watch) && present != null) {
            watch.disconnect();
            present.revert(watch.selection());
        }
    }

    /** A client that was accepted just before the agent detached is too late: what is woven now would not be reverted. */
    private void requireAttached() {
        if (isDetached) {
            throw new CancellationException("the agent has detached");
        }
    }

    @Override
    public synchronized Suggestions suggestions(String pattern, String loader) {
        LiveWeaver present = weaver;
        return present == null
                ? new Suggestions(List.of(), "")
                : new PatternSuggestions(present.loadedClasses(), loader).to(pattern);
    }

    @Override
    public boolean isIdle() {
        return weaver == null;
    }

    @Override
    public synchronized void detachIfUnused() {
        LiveWeaver present = weaver;
        if (watches.isEmpty() && (present == null || !present.weavesTagged())) {
            detach();
        }
    }

    @Override
    public synchronized DetachOutcome detach() {
        long start = System.nanoTime();
        if (isDetached) {
            return new DetachOutcome(0, Map.of(), 0, 0); // Another session may be active meanwhile, which stays.
        }
        // All classes are reverted at once, not watch by watch.
        watches.forEach(WatchSession::disconnect);
        watches.clear();
        closeOutputs();
        LiveWeaver present = weaver;
        DetachOutcome reverted =
                new Detachment(instrumentation, present == null ? null : present.transformer()).detach(start);
        weaver = null;
        server.stop();
        AgentBridge.agentDetached();
        isDetached = true;
        onDetached.run();
        return reverted;
    }
}
