package dev.observatory.agent;

/** What a woven method is to the library, and so which of its bootstrap methods links it. */
enum MethodRole {
    EVENT("method"),
    PUBLISHER("publisher");

    private final String bootstrap;

    MethodRole(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    String bootstrap() {
        return bootstrap;
    }
}
