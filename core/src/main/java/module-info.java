/**
 * Observatory core: what is observable, and how to listen to it.
 *
 * <p>Plain-library parts need nothing but the JDK. Methods tagged {@code @Event} and fields tagged
 * {@code @ObservableAttr} come alive when the program runs with the Observatory agent.
 */
@SuppressWarnings("module") // Modules that are named in qualified exports are built later.
module dev.observatory {
    requires static org.jspecify;

    exports dev.observatory.hook;
    exports dev.observatory.machine;
    exports dev.observatory.event;
    exports dev.observatory.attribute;
    exports dev.observatory.broker;
    exports dev.observatory.collection;
    exports dev.observatory.graph;
    exports dev.observatory.weave;

    // For the project's own artifacts; its names and meanings change without notice.
    exports dev.observatory.runtime to
            dev.observatory.junit;
}
