package com.acme;

import dev.observatory.event.Redacted;
import java.util.List;
import java.util.Map;

/** Values that contain secrets. */
public class Account {
    public static final Account SHARED = new Account();

    public final String owner = "Ada";
    public final String password = "hunter2";

    @Redacted
    public final String iban = "DE02";

    public final Map<String, Object> headers = Map.of("Authorization", "Basic abc");

    public record Card(String holder, @Redacted String number, int pin) {}

    @Redacted
    public static class Envelope {
        public final String letter = "do not read";
    }

    public static class SealedEnvelope extends Envelope {}

    public class Statement {
        public Statement(@Redacted String line) {}
    }

    public String login(String user, String passwd, @Redacted String answer, int attempts) {
        return user + passwd + answer + attempts;
    }

    @Redacted
    public List<String> friends() {
        return List.of("Bob");
    }

    public String newToken() {
        return "t0k3n";
    }
}
