package com.acme;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Runs a modular program in a separate module layer, with its own copy of the library, and observes it from outside. */
public final class Layers {
    private Layers() {}

    public static void main(String[] args) throws Exception {
        Observing outside = new Observing();
        ModuleFinder finder = ModuleFinder.of(Path.of(args[0]), Path.of(args[1]));
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("com.example.modular"));
        ModuleLayer.Controller layer = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), Layers.class.getClassLoader());
        layer.layer()
                .findLoader("com.example.modular")
                .loadClass("com.example.modular.Listening")
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
        new Bundle().applyAsInt(1);
        System.out.println("outside: " + outside.get());
    }
}
