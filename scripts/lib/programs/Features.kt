// Compiled by the Kotlin compiler in [scripts/foreign-programs]; never run.
package features

import kotlin.properties.ReadOnlyProperty
import kotlin.reflect.KProperty

sealed interface Expression {
    data class Number(val value: Double) : Expression

    data class Sum(val left: Expression, val right: Expression) : Expression

    data class Product(val factors: List<Expression>) : Expression

    data object Nothing : Expression
}

tailrec fun depth(expression: Expression, found: Int = 0): Int = when (expression) {
    is Expression.Sum -> depth(expression.left, found + 1)
    is Expression.Product -> if (expression.factors.isEmpty()) found else depth(expression.factors.first(), found + 1)
    is Expression.Number, Expression.Nothing -> found
}

fun Expression.evaluate(): Double = when (this) {
    is Expression.Number -> value
    is Expression.Sum -> left.evaluate() + right.evaluate()
    is Expression.Product -> factors.fold(1.0) { product, factor -> product * factor.evaluate() }
    Expression.Nothing -> Double.NaN
}

enum class Colour(val rgb: Int) {
    RED(0xff0000) {
        override fun mixed(other: Colour) = if (other == GREEN) BLUE else this
    },
    GREEN(0x00ff00),
    BLUE(0x0000ff);

    open fun mixed(other: Colour): Colour = entries[(ordinal + other.ordinal) % entries.size]
}

@JvmInline
value class Metres(val value: Long) : Comparable<Metres> {
    operator fun plus(other: Metres) = Metres(value + other.value)

    override fun compareTo(other: Metres) = value.compareTo(other.value)
}

inline fun <reified T : Any> Iterable<*>.only(crossinline test: (T) -> Boolean): List<T> =
    filterIsInstance<T>().filter { test(it) }

class Named(private val prefix: String) : ReadOnlyProperty<Any?, String> {
    override fun getValue(thisRef: Any?, property: KProperty<*>) = "$prefix.${property.name}"
}

abstract class Shape<out T : Number>(protected val sizes: List<T>) : Iterable<T> by sizes {
    val title: String by Named("shape")

    abstract fun area(): Double

    inner class Corner(val number: Int) {
        fun opposite() = this@Shape.Corner((number + sizes.size / 2) % sizes.size)
    }

    companion object {
        @JvmStatic
        @JvmOverloads
        fun square(size: Int, scale: Double = 1.0): Shape<Int> = object : Shape<Int>(listOf(size)) {
            override fun area() = size * size * scale
        }
    }
}

suspend fun <T> attempt(times: Int, action: suspend (Int) -> T?): Result<T> {
    var last: Throwable? = null
    repeat(times) { number ->
        try {
            action(number)?.let { return Result.success(it) }
        } catch (failure: IllegalStateException) {
            last = failure
        } finally {
            last?.addSuppressed(IllegalArgumentException("attempt $number"))
        }
    }
    return Result.failure(last ?: NoSuchElementException("nothing in $times attempts"))
}
