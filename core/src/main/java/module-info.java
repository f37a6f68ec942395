/**
 * The Observatory library: hooks, events, attributes, collections, brokers, state machines and state graphs.
 *
 * <p>Needs nothing but the JDK. Methods tagged {@code @Event} and fields tagged {@code @ObservableAttr} are observable when the
 * program runs with the Observatory agent.
 */
module dev.observatory {
    requires static org.jspecify;
    // For the package progress.swing only: programs that do not use it need not have the module.
    requires static java.desktop;

    exports dev.observatory.hook;
    exports dev.observatory.machine;
    exports dev.observatory.event;
    exports dev.observatory.listen;
    exports dev.observatory.attribute;
    exports dev.observatory.broker;
    exports dev.observatory.collection;
    exports dev.observatory.graph;
    exports dev.observatory.progress;
    exports dev.observatory.progress.swing;
    exports dev.observatory.weave;
}
