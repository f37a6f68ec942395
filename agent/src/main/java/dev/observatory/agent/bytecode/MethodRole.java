package dev.observatory.agent.bytecode;

/** The role of a woven method, which determines the bootstrap method of the library that links it. */
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

    /** Returns the name of the annotation in messages. */
    String tag() {
        return tag;
    }
}
