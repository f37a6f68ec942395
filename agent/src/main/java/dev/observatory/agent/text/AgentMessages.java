package dev.observatory.agent.text;

/** What the agent has to tell a person: one line each on the standard error stream, and nothing while all is well. */
public final class AgentMessages {
    private AgentMessages() {}

    public static void print(String line) {
        System.err.println("[observatory] " + oneLine(line));
    }

    /** The text with escapes for what would end the line or steer a terminal: names and arguments may hold anything. */
    public static String oneLine(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isHarmless = !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
            if (isHarmless) {
                if (escaped != null) {
                    escaped.append(c);
                }
                continue;
            }
            if (escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            String digits = Integer.toHexString(c);
            escaped.append("\\u").append("0000", 0, 4 - digits.length()).append(digits);
        }
        return escaped == null ? text : escaped.toString();
    }
}
