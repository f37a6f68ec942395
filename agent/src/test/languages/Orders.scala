package com.acme

import dev.observatory.attribute.{Assignment, Attributes, ObservableAttr}
import dev.observatory.event.Event
import scala.annotation.meta.field

trait Priced:
  @Event def price(factor: Int): Int = 10 * factor

abstract class Shop[T]:
  @Event def sell(item: T): String

class ScalaShop @Event() (val name: String, limit: Int = 3) extends Shop[String] with Priced:
  @(ObservableAttr @field) var sold: Int = limit

  @Event override def sell(item: String): String =
    sold += 1
    s"$name sells $item"

  override def toString: String = s"shop $name"

  @Event def discount(percent: Int, floor: Int = 1): Int = math.max(floor, price(2) * percent / 100)

  @Event def lots(n: Int)(using label: String): List[String] = List.fill(n)(label)

  @Event lazy val late: String = name.reverse

  @Event def fails(items: Option[Int]): Int = items.get

  @Event @annotation.tailrec final def countDown(n: Int, seen: Int): Int = if n == 0 then seen else countDown(n - 1, seen + 1)

object ScalaShop:
  @Event def open(name: String): ScalaShop = new ScalaShop(name)

enum Size(val n: Int):
  case Small extends Size(1)
  case Large extends Size(9)
  @Event def fits(m: Int): Boolean = m <= n

case class Point @Event() (x: Int, y: Int)

object Orders:
  def main(args: Array[String]): Unit =
    if args.nonEmpty then
      Recorder.all()
      Attributes.of[Int](classOf[ScalaShop], "sold").assigned().connect((a: Assignment[Int]) => println(s"sold ${a.oldValue} -> ${a.newValue}"))
    val shop = ScalaShop.open("corner")
    val any: Shop[String] = shop
    println(any.sell("bread"))
    shop.sold = 9
    println(shop.discount(50))
    println(shop.lots(2)(using "x"))
    println(shop.late + shop.late)
    println(shop.countDown(3, 0))
    try println(shop.fails(None))
    catch case expected: NoSuchElementException => println(expected)
    println(s"${Size.Large.fits(4)} ${Point(1, 2)}")
    println(List(1, 2).map(shop.price))
