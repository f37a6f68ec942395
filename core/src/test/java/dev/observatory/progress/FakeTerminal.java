package dev.observatory.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal of unlimited height that understands the escape sequences of {@link Screen}. */
final class FakeTerminal implements Appendable {
    private static final Pattern TOKEN = Pattern.compile("\033\\[(\\??)(\\d*)([a-zA-Z])|[\\s\\S]");

    private final int width;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private boolean isWrapping = true;
    private int writes;

    FakeTerminal(int width) {
        this.width = width;
    }

    @Override
    public synchronized Appendable append(CharSequence text) {
        writes++;
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(3) == null) {
                put(token.group().charAt(0));
            } else {
                control(token.group(1) + token.group(3), token.group(2));
            }
        }
        notifyAll();
        return this;
    }

    private void put(char character) {
        switch (character) {
            case '\r' -> column = 0;
            case '\n' -> {
                column = 0;
                down();
            }
            default -> {
                if (column == width) {
                    if (!isWrapping) {
                        return;
                    }
                    column = 0;
                    down();
                }
                StringBuilder line = lines.get(row);
                line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
                line.setCharAt(column++, character);
            }
        }
    }

    private void down() {
        row++;
        if (row == lines.size()) {
            lines.add(new StringBuilder());
        }
    }

    private void control(String function, String number) {
        switch (function) {
            case "A" -> row = Math.max(0, row - Integer.parseInt(number));
            case "K" -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            case "J" -> {
                lines.subList(row + 1, lines.size()).clear();
                lines.get(row).setLength(Math.min(column, lines.get(row).length()));
            }
            case "?l", "?h" -> isWrapping = function.equals("?h");
            default -> throw new AssertionError("the terminal does not know [" + function + "]");
        }
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
        return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char character) {
        return append(String.valueOf(character));
    }

    /** Returns the lines above the cursor. */
    synchronized List<String> lines() {
        return lines.subList(0, row).stream().map(StringBuilder::toString).toList();
    }

    /** Waits for a limited time until the lines are as expected. */
    synchronized void await(Predicate<List<String>> expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        long left = end - System.nanoTime();
        while (!expected.test(lines()) && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    synchronized int writes() {
        return writes;
    }

    synchronized boolean isWrapping() {
        return isWrapping;
    }
}
