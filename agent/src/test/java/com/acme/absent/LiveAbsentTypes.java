package com.acme.absent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Calls a class that names a missing type again and again, until its standard input ends. */
public final class LiveAbsentTypes {
    private LiveAbsentTypes() {}

    public static void main(String[] args) throws IOException {
        Thread worker = new Thread(
                () -> {
                    Incomplete object = new Incomplete(1);
                    for (int i = 0; ; i++) {
                        object.untagged(i);
                        object.login("ada", "secret");
                        try {
                            Thread.sleep(10);
                        } catch (InterruptedException end) {
                            return;
                        }
                    }
                },
                "worker");
        worker.setDaemon(true);
        worker.start();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println("working");
        }
    }
}
