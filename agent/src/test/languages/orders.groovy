package com.acme

import dev.observatory.attribute.Attributes
import dev.observatory.attribute.ObservableAttr
import dev.observatory.event.Event
import java.util.function.Consumer
import groovy.transform.CompileStatic

class GroovyShop {
    @ObservableAttr
    int sold = 3

    @ObservableAttr
    private String label

    @Event
    GroovyShop(String label) {
        this.label = label
    }

    @Override
    String toString() {
        "shop $label"
    }

    @Event
    String sell(String item) {
        sold += 1
        label = label + '!'
        "$label sells $item"
    }

    @Event
    def dynamic(a, b = 2) {
        a * b
    }

    @Event
    @CompileStatic
    long total(List<Integer> parts) {
        long sum = 0
        parts.each { int part -> sum += part }
        sum
    }

    @Event
    static fails(int n) {
        if (n > 0) {
            throw new IllegalStateException("n $n")
        }
        n
    }
}

class Orders {
    static void main(String[] args) {
        if (args.length > 0) {
            Recorder.all()
            ['sold', 'label'].each { field ->
                Attributes.of(GroovyShop, field).assigned().connect({ println "$field ${it.oldValue()} -> ${it.newValue()}" } as Consumer)
            }
        }
        def shop = new GroovyShop('corner')
        println shop.sell('bread')
        shop.sold = 9
        println shop.dynamic(3, 4)
        println shop.dynamic(5)
        println shop.dynamic('x', 3)
        println shop.total([1, 2, 3])
        try {
            GroovyShop.fails(1)
        } catch (IllegalStateException expected) {
            println expected
        }
    }
}
