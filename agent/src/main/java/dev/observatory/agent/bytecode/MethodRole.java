package dev.observatory.agent.bytecode;

/** What a woven method is to the library, and so which of its bootstrap methods links it. */
enum MethodRole {
    EVENT("method", "@Event"),
    PUBLISHER("publisher", "@Publishes"),
    TRANSITION("transition", "@Transition");

    private final String bootstrap;
    private final String tag;

    MethodRole(String bootstrap, String tag) {
        this.bootstrap = bootstrap;
        this.tag = tag;
    }

    String bootstrap() {
        return bootstrap;
    }

    /** How messages call the annotation. */
    String tag() {
        return tag;
    }
}
