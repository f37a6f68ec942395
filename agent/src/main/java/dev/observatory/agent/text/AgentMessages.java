package dev.observatory.agent.text;

/** Messages of the agent for people: one line each on the standard error stream, and none while everything works. */
public final class AgentMessages {
    private AgentMessages() {}

    /**
     * Prints a message.
     *
     * @param line the message; characters that would end the line or control a terminal are escaped
     */
    public static void print(String line) {
        System.err.println("[observatory] " + oneLine(line));
    }

    /**
     * Escapes characters that would end the line or control a terminal: names and arguments may contain any.
     *
     * @param text any text
     * @return one line; the same text if nothing is to be escaped
     */
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
