package com.acme

import dev.observatory.attribute.Attributes
import dev.observatory.attribute.ObservableAttr
import dev.observatory.event.Event
import dev.observatory.event.Events

interface Priced {
    @Event
    fun price(factor: Int): Int = 10 * factor
}

abstract class Shop<T : Any> {
    @Event
    abstract fun sell(item: T): String
}

class KotlinShop @Event constructor(val name: String, limit: Int = 3) : Shop<String>(), Priced {
    @field:ObservableAttr
    var sold: Int = limit

    @Event
    override fun sell(item: String): String {
        sold += 1
        return "$name sells $item"
    }

    @Event
    @JvmOverloads
    fun discount(percent: Int, floor: Int = 1): Int = maxOf(floor, price(2) * percent / 100)

    @Event
    private inline fun <R> counted(block: () -> R): R = block()

    override fun toString() = "shop $name"

    fun counting(): Int = counted { sold }

    @Event
    fun fails(items: List<String>?): Int = items!!.size

    @Event
    fun <E> generic(vararg elements: E): E = elements.last()

    companion object {
        @Event
        @JvmStatic
        fun open(name: String): KotlinShop = KotlinShop(name)
    }
}

object Register {
    @Event
    fun ring(times: Long, sound: Char) = sound.toString().repeat(times.toInt())
}

@Event
fun topLevel(text: String?): Int = text?.length ?: -1

sealed interface Shape {
    data class Square @Event constructor(val side: Double) : Shape
}

enum class Size {
    SMALL {
        @Event
        override fun fits(n: Int) = n < 5
    };

    abstract fun fits(n: Int): Boolean
}

fun main(args: Array<String>) {
    if (args.isNotEmpty()) {
        Recorder.all()
        println(Events.of(KotlinShop::class.java, "price").isWoven)
        Attributes.of<Int>(KotlinShop::class.java, "sold").assigned().connect { println("sold ${it.oldValue()} -> ${it.newValue()}") }
    }
    val shop = KotlinShop.open("corner")
    val any: Shop<String> = shop
    println(any.sell("bread"))
    shop.sold = 9
    println(shop.discount(50))
    println(shop.counting())
    println(shop.generic("a", "b"))
    try {
        shop.fails(null)
    } catch (expected: NullPointerException) {
        println(expected)
    }
    println(Register.ring(2, 'x') + topLevel(null) + Size.SMALL.fits(4) + Shape.Square(2.0))
    // As Java code calls them: through methods that the compiler adds, with the same tags.
    println(KotlinShop::class.java.getMethod("open", String::class.java).invoke(null, "java"))
    println(KotlinShop::class.java.getMethod("discount", Int::class.java).invoke(shop, 10))
    println(listOf(1, 2).map { n: Int -> shop.price(n) })
}
