package dev.observatory.agent.serve;

import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Listens, while something is told, for the word that it was enough; that the other side is gone says the same. */
final class Listening {
    private Listening() {}

    static AtomicBoolean forTheEnd(MessageChannel wire) {
        AtomicBoolean enough = new AtomicBoolean();
        AgentServer.daemon(
                        () -> {
                            try {
                                wire.receive();
                            } catch (IOException gone) {
                                // Then it was enough too.
                            } finally {
                                enough.set(true);
                            }
                        },
                        "observatory-listening")
                .start();
        return enough;
    }
}
