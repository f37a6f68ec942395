package com.acme.scripts;

import java.util.function.IntSupplier;

/** The template of generated classes: {@link DiscardedScripts} replaces the digits in its name. */
public class Script00000000 implements IntSupplier {
    private int result;

    public Script00000000() {}

    @Override
    public int getAsInt() {
        result = 3;
        return add(4);
    }

    private int add(int more) {
        return result + more;
    }
}
