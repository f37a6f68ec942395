package com.acme;

/** A class with nothing to weave. */
public final class Empty {
    private Empty() {}

    public static void main(String[] args) {
        if (args.length > 0) {
            System.out.println("before exit");
            System.exit(Integer.parseInt(args[0]));
        }
    }
}
