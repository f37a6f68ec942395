package com.example

import dev.observatory.event.Event
import dev.observatory.event.Events
import kotlin.system.exitProcess

class Shop {
    @Event
    fun order(pieces: Int): Int = 10 - pieces
}

fun main() {
    val seen = mutableListOf<String>()
    Events.of(Shop::class.java, "order").completed().connect { data -> seen += "${data.arguments()} = ${data.result()}" }

    Shop().order(3)

    println(seen)
    if (seen != listOf("{pieces=3} = 7")) exitProcess(1)
}
